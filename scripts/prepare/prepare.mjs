import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLog } from '../lib/log.mjs';
import { withLock } from '../lib/lock.mjs';
import { root, statePath } from '../lib/paths.mjs';
import { projectNode } from '../lib/run.mjs';
import { StepError } from '../lib/stepError.mjs';
import { allDone, earlySteps, lateSteps, runSteps } from './steps.mjs';

const INDEX = fileURLToPath(new URL('index.mjs', import.meta.url));

/**
 * Makes this checkout ready for a purpose: packages, runtime, libraries, sample, build; whatever of
 * it is already in place is left alone. Everything it makes outside node_modules and out/ lies in
 * `.foyer/`. Prints on stderr only: what it does, and "ready" unless `sayReady` is false.
 *
 * @param {{ purpose: keyof typeof lateSteps, sayReady?: boolean }} options
 * @returns {Promise<number>} exit code: 0 ready, 1 a step failed and its message is printed
 */
export async function prepare({ purpose, sayReady = true }) {
  const log = createLog();
  const context = {
    // Asked for by name, the official download is tried again and nothing else will do.
    env: purpose === 'electron' ? { ...process.env, FOYER_ELECTRON: 'official' } : process.env,
    log,
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    isRoot: process.getuid?.() === 0,
  };
  const late = lateSteps[purpose];
  try {
    if (!(await allDone([...earlySteps, ...late], context))) {
      await inTurn(log, () => runSteps(earlySteps, context));
      // The other steps use installed packages, which want the Node that came with them.
      if (projectNode() !== process.execPath) return continueOnProjectNode({ purpose, sayReady });
      await inTurn(log, () => runSteps(late, context));
    }
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    log.line(error.message);
    return 1;
  }
  if (sayReady) log.line('ready');
  return 0;
}

function inTurn(log, work) {
  const onWait = (pid) =>
    log.line(`another preparation is at work (process ${pid}); waiting for it`);
  return withLock(statePath('lock'), { onWait }, () => {
    // Left behind by a run that was interrupted.
    rmSync(statePath('tmp'), { recursive: true, force: true });
    return work();
  });
}

function continueOnProjectNode({ purpose, sayReady }) {
  const args = [INDEX, '--for', purpose, ...(sayReady ? [] : ['--quiet'])];
  // stdout becomes our stderr: a command's own output follows on stdout.
  return spawnSync(projectNode(), args, { cwd: root, stdio: ['ignore', 2, 2] }).status ?? 1;
}
