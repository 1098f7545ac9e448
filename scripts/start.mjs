// npm start [-- ARGUMENT...]: the app on the Electron that `prepare` put in place.
import electronPath from './electronPath.cjs';
import { openDisplay } from './lib/display.mjs';
import { runForeground } from './lib/foreground.mjs';
import { hasCamera, planLaunch } from './lib/launchPlan.mjs';
import { createLog } from './lib/log.mjs';
import { root } from './lib/paths.mjs';
import { StepError } from './lib/stepError.mjs';

const { env, platform } = process;
const log = createLog();

async function main() {
  const { args, virtualDisplay, notes } = planLaunch({
    userArgs: process.argv.slice(2),
    // Chromium's own remarks (no system bus, no GPU) look like faults and are none.
    launchArgs: [...electronPath.launchArgs, '--log-level=3'],
    root,
    platform,
    env,
    camera: hasCamera(platform),
  });
  for (const note of notes) log.line(note);
  const display = virtualDisplay ? await openDisplay({ once: true }) : undefined;
  try {
    return await runForeground(electronPath.executablePath, args, {
      env: { ...env, ...electronPath.env, ...display?.env },
    });
  } finally {
    await display?.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  log.line(error.message);
  process.exitCode = 1;
}
