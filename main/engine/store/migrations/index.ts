import { foundation } from './0001-foundation';
import { thresholdChanges } from './0002-threshold-changes';
import { verification } from './0003-verification';

/** Step i brings version i to i + 1. A step that was released is never changed: add another. */
export const migrations: readonly string[] = [foundation, thresholdChanges, verification];
