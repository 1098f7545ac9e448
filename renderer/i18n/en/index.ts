import { common } from './common';
import { enrol } from './enrol';
import { faults } from './faults';
import { live } from './live';
import { log } from './log';
import { people } from './people';
import { reasons } from './reasons';
import { settings } from './settings';
import { verify } from './verify';

export const en = { common, enrol, faults, live, log, people, reasons, settings, verify } as const;
