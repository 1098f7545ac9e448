import { StepError } from '../lib/stepError.mjs';
import build from './steps/build.mjs';
import electron from './steps/electron.mjs';
import native from './steps/native.mjs';
import node from './steps/node.mjs';
import packages from './steps/packages.mjs';
import sample from './steps/sample.mjs';
import system from './steps/system.mjs';

/** Steps that run on whatever Node the system has; they put the packages' own Node in place. */
export const earlySteps = [node, packages];

/** What each purpose needs after that, in order. A compiler (system) comes before its use (native). */
export const lateSteps = {
  start: [electron, system, native, sample, build],
  test: [electron, system, native, sample, build],
  electron: [electron, system, native],
  cli: [build],
};

/**
 * Whether every step is done. Stops at the first that is not, because a later one may look at what
 * an earlier one brings.
 */
export async function allDone(steps, context) {
  for (const step of steps) {
    if (!(await step.isDone(context))) return false;
  }
  return true;
}

/**
 * Runs those steps that are not done, in order. A step that claims success and is still not done
 * is an error, never passed over.
 *
 * @param {{ title: string, isDone: (context: object) => boolean | Promise<boolean>,
 *   run: (context: object) => Promise<void> }[]} steps
 * @returns {Promise<string[]>} titles of the steps that ran
 */
export async function runSteps(steps, context) {
  const ran = [];
  for (const step of steps) {
    if (await step.isDone(context)) continue;
    await step.run(context);
    if (!(await step.isDone(context))) {
      throw new StepError(`${step.title}: finished, and yet not in place`, {
        cause: 'its files changed while it ran, or it has a bug',
        todo: 'run the same command again; if it happens twice, report it',
      });
    }
    ran.push(step.title);
  }
  return ran;
}
