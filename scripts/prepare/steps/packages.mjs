import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packagePath, root } from '../../lib/paths.mjs';
import { projectNode, runNpm, tail } from '../../lib/run.mjs';
import { StepError } from '../../lib/stepError.mjs';
import { isNewEnough } from './node.mjs';

// Where the packages bring no Node. Node-API 10, which the database module's prebuilt file needs.
const OLDEST_ALONE = [22, 14];

const hasNode = (version) =>
  projectNode() !== process.execPath || isNewEnough(version, OLDEST_ALONE);

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // absent, or cut off in the middle: both mean "install again"
  }
};

/**
 * Whether what npm installed is what the lockfile asks for. npm keeps a record of its own inside
 * node_modules, written last, so an interrupted install has none. Optional packages may be absent.
 *
 * @param {{ packages?: Record<string, { version?: string, optional?: boolean }> } | undefined} lock
 * @param {{ packages?: Record<string, { version?: string }> } | undefined} installed
 * @param {(folder: string) => boolean} exists whether a folder named in the record is really there
 */
export function satisfies(lock, installed, exists) {
  if (!lock?.packages || !installed?.packages) return false;
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    if (folder === '') return true;
    const found = installed.packages[folder];
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && exists(folder);
  });
}

/** npm's own complaint: its first lines name the cause, its last ones only its help and its log. */
function complaint(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) \S/.test(line));
  return lines.length > 0 ? lines.slice(0, 8).join('\n    ') : tail(output);
}

/** The npm packages exactly as locked, among them a Node 24 for everything that follows. */
export default {
  title: 'Packages',
  isDone: ({ nodeVersion }) =>
    hasNode(nodeVersion) &&
    satisfies(
      readJson(path.join(root, 'package-lock.json')),
      readJson(packagePath('.package-lock.json')),
      (folder) => existsSync(path.join(root, folder, 'package.json')),
    ),
  async run({ env, log, nodeVersion }) {
    const done = log.working('Installing packages (npm ci, about 440 MB)');
    // No install script of a package is needed: the one native module has its prebuilt file inside,
    // and npm would ask for a compiler in vain.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await runNpm(args, {
      cwd: root,
      env,
    });
    if (code !== 0) {
      throw new StepError('The packages could not be installed', {
        cause: `npm ci said:\n    ${complaint(output)}`,
        todo: 'check the network and the npm registry setting (`npm ping`), then run the command again',
      });
    }
    done();
    if (!hasNode(nodeVersion)) {
      throw new StepError(`Node ${nodeVersion} is too old on this system`, {
        cause: `the packages bring no Node for ${process.platform} ${process.arch}, and the system's is used`,
        todo: `install Node ${OLDEST_ALONE.join('.')} or newer, then run the same command again`,
      });
    }
  },
};
