import { foundation } from './0001-foundation';

/** Step i brings version i to i + 1. A step that was released is never changed: add another. */
export const migrations: readonly string[] = [foundation];
