import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StepError } from './stepError.mjs';

const START_LIMIT_MS = 15_000;
const SCREEN = '1920x1080x24';

/** Whether a window can be shown: always outside Linux, with X11 or Wayland on it. */
export const hasDisplay = ({ env, platform }) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * An Xauthority file's bytes with one cookie for every display: family "any", empty address and
 * number, then the name and the 16 bytes, each preceded by its length as two bytes (Xau(3)).
 */
export function xauthority(cookie) {
  const field = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const none = Buffer.alloc(0);
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...[none, none, name, cookie].map(field)]);
}

/**
 * Starts a virtual display that only this user can open.
 *
 * @param {{ once?: boolean }} options once: it ends by itself when its last window is closed
 * @returns {Promise<{ env: Record<string, string>, close: () => Promise<void> }>}
 * @throws {StepError} Xvfb is missing or does not start
 */
export async function openDisplay({ once: endsWithLastWindow = false } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'foyer-display-'));
  const XAUTHORITY = path.join(folder, 'authority');
  writeFileSync(XAUTHORITY, xauthority(randomBytes(16)), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', XAUTHORITY];
  if (endsWithLastWindow) args.push('-terminate');
  const server = spawn('Xvfb', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true, // Ctrl-C must reach the window first, and the display only afterwards
  });
  const close = async () => {
    if (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const number = await displayNumber(server);
    return { env: { DISPLAY: `:${number}`, XAUTHORITY }, close };
  } catch (error) {
    await close();
    throw new StepError('The virtual display did not start', {
      cause: error.message,
      todo: 'check that Xvfb works (on Debian: apt-get install xvfb), or set DISPLAY',
    });
  }
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Xvfb gave no sign in 15 s')), START_LIMIT_MS);
    const settle = (act) => (value) => {
      clearTimeout(timer);
      act(value);
    };
    let text = '';
    server.stdio[3].on('data', (chunk) => {
      text += chunk;
      if (text.endsWith('\n')) settle(resolve)(text.trim());
    });
    server.on('error', settle(reject));
    server.on('exit', (code) => settle(reject)(new Error(`Xvfb ended with ${code}`)));
  });
}
