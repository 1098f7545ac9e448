// npm test: every check, cheapest first. Stops at the first stage that fails, with its exit code.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runForeground } from './lib/foreground.mjs';
import { createLog } from './lib/log.mjs';
import { packagePath, root, statePath } from './lib/paths.mjs';
import { playwrightTotals, sum, vitestTotals } from './lib/totals.mjs';

const UNIT_REPORT = statePath('test', 'unit.json');
const E2E_REPORT = statePath('test', 'e2e.json');

const stages = [
  { title: 'format', command: 'oxfmt --check' },
  { title: 'lint', command: 'oxlint --type-aware --deny-warnings' },
  { title: 'types', command: 'tsc --noEmit' },
  { title: 'unused', command: 'knip' },
  {
    title: 'unit',
    command: `vitest run --coverage --reporter=default --reporter=json --outputFile.json=${UNIT_REPORT}`,
    report: UNIT_REPORT,
    totals: vitestTotals,
  },
  {
    title: 'end to end',
    command: 'node scripts/display.mjs playwright test --reporter=list,json',
    report: E2E_REPORT,
    totals: playwrightTotals,
  },
];

const env = {
  ...process.env,
  PATH: `${packagePath('.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
  PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT,
};
const log = createLog({ write: (text) => process.stdout.write(text) });

async function runStage({ title, command, report, totals }) {
  log.line(`== ${title}`);
  if (report !== undefined) rmSync(report, { force: true });
  const startedAt = Date.now();
  const [program, ...args] = command.split(' ');
  const shell = process.platform === 'win32';
  const code = await runForeground(program, args, { cwd: root, env, shell });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  log.line(
    `== ${title}: ${code === 0 ? 'passed' : `FAILED with exit code ${code}`} (${seconds} s)`,
  );
  const counted = report !== undefined && existsSync(report);
  return { code, counts: counted ? [totals(JSON.parse(readFileSync(report, 'utf8')))] : [] };
}

const counts = [];
for (const stage of stages) {
  const result = await runStage(stage);
  counts.push(...result.counts);
  process.exitCode = result.code;
  if (result.code !== 0) break;
}
if (counts.length > 0) {
  const { passed, failed, skipped } = sum(counts);
  if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
}
