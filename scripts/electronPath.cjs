'use strict';

const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');

/** The stock Electron that stands in where the official download cannot be reached. */
const FALLBACK_VERSION = '25.1.1';

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);

/**
 * Finds the Electron to run: the one named by ELECTRON_OVERRIDE_DIST_PATH, the official one inside
 * node_modules (only when complete and of its package's version), else the fallback in `.foyer`.
 *
 * @param {string} base the repository's root
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ kind: 'override' | 'official' | 'fallback', dist: string, executablePath: string } | undefined}
 */
function findElectron(base = root, env = process.env) {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    return { kind: 'override', dist: override, executablePath: path.join(override, name) };
  }
  const pack = path.join(base, 'node_modules/electron');
  const manifest = read(path.join(pack, 'package.json'));
  const executable = read(path.join(pack, 'path.txt')); // electron's own script writes it last
  const installed = read(path.join(pack, 'dist/version'))?.replace(/^v/, '');
  if (manifest && executable && installed === JSON.parse(manifest).version) {
    const dist = path.join(pack, 'dist');
    return { kind: 'official', dist, executablePath: path.join(dist, executable) };
  }
  const dist = path.join(base, '.foyer/electron');
  if (read(path.join(dist, 'version')) === FALLBACK_VERSION) {
    return { kind: 'fallback', dist, executablePath: path.join(dist, name) };
  }
  return undefined;
}

let sandbox;

/**
 * Whether Chromium can build its sandbox here: never as root, and for a user only where the kernel
 * lets one make namespaces, which containers and hardened systems may not. Asked once.
 */
function hasSandbox() {
  if (process.platform !== 'linux') return true;
  sandbox ??= process.getuid() !== 0 && spawnSync('unshare', ['-Ur', 'true']).status === 0;
  return sandbox;
}

function requireElectron() {
  const found = findElectron();
  if (found) return found;
  throw new Error(
    'There is no Electron here yet. Run `npm start` or `npm test`: both prepare one.',
  );
}

/**
 * What a script or a Playwright fixture needs to launch the app. CommonJS because Playwright
 * compiles specs to CommonJS. Reading any field but `root` throws when no Electron is installed.
 */
module.exports = {
  FALLBACK_VERSION,
  findElectron,
  root,
  get executablePath() {
    return requireElectron().executablePath;
  },
  get dist() {
    return requireElectron().dist;
  },
  get isFallback() {
    return requireElectron().kind === 'fallback';
  },
  /** Chromium refuses to start where it cannot build its sandbox, unless told to do without. */
  get launchArgs() {
    return hasSandbox() ? [] : ['--no-sandbox'];
  },
  /** Environment to add: the fallback has its own build of the database module. */
  get env() {
    if (!this.isFallback) return {};
    return { FOYER_SQLITE_BINDING: path.join(root, '.foyer/native/better_sqlite3.node') };
  },
};
