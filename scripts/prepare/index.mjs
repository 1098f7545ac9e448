import { parseArgs } from 'node:util';
import { prepare } from './prepare.mjs';
import { lateSteps } from './steps.mjs';

const { values } = parseArgs({ options: { for: { type: 'string' }, quiet: { type: 'boolean' } } });
if (values.for === undefined || !Object.hasOwn(lateSteps, values.for)) {
  process.stderr.write(`usage: prepare --for ${Object.keys(lateSteps).join('|')} [--quiet]\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await prepare({ purpose: values.for, sayReady: !values.quiet });
}
