// npm run fuzz -- [--mutants 10000] [--seed 1] [--json]: mutated picture files through the decoder and
// the detector, in a child process under watch. Exit code 1 when one crashed it, hung it, threw
// anything but a Fault, or when its memory grows. What broke it is kept in .foyer/fuzz/failures.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../lib/bundle.mjs';
import { createLog } from '../lib/log.mjs';
import { root, statePath } from '../lib/paths.mjs';
import { mutant } from './mutate.mjs';
import { makeOriginals } from './originals.mjs';
import { createTally } from './tally.mjs';
import { watchChild } from './watch.mjs';

const LIMIT_MS = 5000;
/** Garbage is collected before every so many readings of the child's memory. */
const TIDY_EVERY = 20;

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [count, seed] = [Number(values.mutants), Number(values.seed)];
if (![count, seed].every((n) => Number.isInteger(n) && n >= 0) || count === 0) {
  process.stderr.write('--mutants and --seed take whole numbers\n');
  process.exit(2);
}

const log = createLog();
const failures = statePath('fuzz', 'failures');
rmSync(failures, { recursive: true, force: true });
mkdirSync(failures, { recursive: true });
const file = statePath('fuzz', 'worker.mjs');
await bundle('scripts/fuzz/worker.ts', file);

const originals = await makeOriginals();
const tally = createTally();
const child = watchChild({
  file,
  args: [path.join(root, 'models')],
  limitMs: LIMIT_MS,
  execArgv: ['--expose-gc'],
});
const startedAt = Date.now();
const done = log.working(`${count} mutants of ${originals.length} pictures, seed ${seed}`);
try {
  for (let index = 0; index < count; index++) {
    const made = mutant(originals, seed, index);
    const tidy = index % TIDY_EVERY === 0;
    const reply = await child.give({ bytes: made.bytes, name: made.name, tidy });
    const bad = tally.add(index, made, tidy ? reply : { ...reply, rss: undefined });
    if (bad) writeFileSync(path.join(failures, String(index)), made.bytes);
  }
} finally {
  await child.close();
}
const report = { seed, seconds: (Date.now() - startedAt) / 1000, ...tally.verdict() };
done(report.ok ? 'all well' : 'NOT well');
writeFileSync(statePath('fuzz', 'report.json'), JSON.stringify(report, null, 2));
if (values.json) {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  const { counts, refusedAs, decodedWithFace, longest, memory } = report;
  console.table({ ...counts, decodedWithFace, ...refusedAs });
  console.table({ 'longest ms': longest.ms, 'its processor ms': longest.cpuMs, ...memory });
  for (const failure of report.failures) console.log(failure);
}
process.exitCode = report.ok ? 0 : 1;
