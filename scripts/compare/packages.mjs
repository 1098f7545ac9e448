import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { statePath } from '../lib/paths.mjs';
import { runNpm, tail } from '../lib/run.mjs';
import { StepError } from '../lib/stepError.mjs';

/** What others are compared by: exact versions, and the backend they run on without native code. */
export const PINS = {
  '@vladmandic/human': '3.3.6',
  '@vladmandic/face-api': '1.7.15',
  '@tensorflow/tfjs': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
};

export const scratch = statePath('compare');

/** A path inside the scratch folder's packages. */
export const packageFile = (...parts) => path.join(scratch, 'node_modules', ...parts);

const installed = (name) => {
  const file = packageFile(name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : null;
};

/**
 * Installs the pinned packages into `.foyer/compare`, without running any of their scripts; nothing
 * to do when they lie there. Throws StepError when they cannot be had.
 */
export async function installPackages() {
  if (Object.entries(PINS).every(([name, version]) => installed(name) === version)) return;
  mkdirSync(scratch, { recursive: true });
  writeFileSync(
    path.join(scratch, 'package.json'),
    JSON.stringify({ private: true, dependencies: PINS }, null, 2),
  );
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  const { code, output } = await runNpm(args, { cwd: scratch });
  if (code === 0) return;
  throw new StepError('The packages to compare with could not be installed', {
    cause: tail(output, 3) || `npm install ended with ${code}`,
    todo: 'check the network and the npm registry setting (`npm ping`), then run it again',
  });
}
