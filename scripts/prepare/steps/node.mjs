import { StepError } from '../../lib/stepError.mjs';

/** Oldest Node that can run npm and these scripts; the packages bring Node 24 for the rest. */
export const OLDEST = [20, 19];

/** Whether a version such as `20.19.1` is new enough. */
export function isNewEnough(version, [oldestMajor, oldestMinor] = OLDEST) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The system's Node: nothing here can install it, so a wrong one ends the run. */
export default {
  title: 'Node',
  isDone: ({ nodeVersion }) => isNewEnough(nodeVersion),
  async run({ nodeVersion }) {
    throw new StepError(`Node ${nodeVersion} is too old`, {
      cause: `Foyer needs Node ${OLDEST.join('.')} or newer`,
      todo: 'install a current Node (https://nodejs.org), then run the same command again',
    });
  },
};
