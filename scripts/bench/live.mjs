// npm run bench:live [-- --minutes 10 --camera FILE.mjpeg]: the app as a person starts it, measured
// from outside: start to the first live picture, frames a second, processor time and memory.
import { _electron } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import electron from '../electronPath.cjs';
import { openDisplay } from '../lib/display.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    /** A clip for Chromium's fake camera; without it the sample plays. */
    camera: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= 600)) throw new Error(`--minutes ${values.minutes}`);

/** Every process of the app: resident and proportional megabytes, and processor seconds so far. */
function usage(pids) {
  return pids.reduce(
    (sum, pid) => {
      try {
        const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        const megabytes = (name) =>
          Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
        const seconds = (Number(stat[11]) + Number(stat[12])) / 100;
        return {
          rss: sum.rss + megabytes('Rss'),
          pss: sum.pss + megabytes('Pss'),
          cpu: sum.cpu + seconds,
        };
      } catch {
        return sum; // gone in between
      }
    },
    { rss: 0, pss: 0, cpu: 0 },
  );
}

const display =
  process.env.DISPLAY || process.platform !== 'linux'
    ? undefined
    : await openDisplay({ once: true });
const userData = mkdtempSync(path.join(tmpdir(), 'foyer-bench-'));
const camera = values.camera
  ? [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${path.resolve(values.camera)}`,
    ]
  : [];
const started = Date.now();
const app = await _electron.launch({
  executablePath: electron.executablePath,
  args: [
    ...electron.launchArgs,
    ...camera,
    electron.root,
    '--user-data',
    userData,
    ...(values.camera ? [] : ['--demo']),
  ],
  cwd: electron.root,
  env: { ...process.env, ...electron.env, ...display?.env },
});
try {
  const page = await app.firstWindow();
  const since = () => (Date.now() - started) / 1000;
  const result = { load: readFileSync('/proc/loadavg', 'utf8').split(' ')[0], windowS: since() };
  await page.getByTestId('stage-state').waitFor({ state: 'detached', timeout: 120_000 });
  result.livePictureS = since();
  await page.getByTestId('face').first().waitFor({ timeout: 120_000 });
  result.firstFaceS = since();
  if (!values.camera) {
    await page.getByTestId('checkin').first().waitFor({ timeout: 120_000 });
    result.firstCheckInS = since();
    result.windowToCheckInS = result.firstCheckInS - result.windowS;
  }
  const pids = (await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics())).map(
    ({ pid }) => pid,
  );
  const samples = [];
  const number = async (id) =>
    Number.parseFloat(
      (await page
        .getByTestId(id)
        .textContent({ timeout: 2000 })
        .catch(() => '')) ?? '',
    );
  const end = Date.now() + minutes * 60_000;
  let before = { at: Date.now(), ...usage(pids) };
  const first = before;
  while (Date.now() < end) {
    await page.waitForTimeout(5000);
    const now = { at: Date.now(), ...usage(pids) };
    samples.push({
      fps: await number('status-fps'),
      msAFace: await number('status-timing'),
      rss: now.rss,
      pss: now.pss,
      cores: (now.cpu - before.cpu) / ((now.at - before.at) / 1000),
    });
    before = now;
  }
  const median = (key) =>
    samples
      .map((s) => s[key])
      .filter(Number.isFinite)
      .sort((a, b) => a - b)[Math.floor(samples.length / 2)];
  const mean = (part, key) => part.reduce((sum, s) => sum + s[key], 0) / part.length;
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  Object.assign(result, {
    minutes,
    fps: median('fps'),
    msAFace: median('msAFace'),
    cores: median('cores'),
    memoryPssMb: {
      start: first.pss,
      firstQuarter: mean(samples.slice(0, quarter), 'pss'),
      lastQuarter: mean(samples.slice(-quarter), 'pss'),
    },
  });
  console.log(
    JSON.stringify(result, (_, v) => (typeof v === 'number' ? Math.round(v * 100) / 100 : v), 2),
  );
} finally {
  await app.close();
  await display?.close();
  rmSync(userData, { recursive: true, force: true });
}
