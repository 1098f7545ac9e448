import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const PATIENCE_MS = 8_000;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program as if it were this process: same stdin, stdout and stderr, signals passed on, its
 * exit code as result (128 + n for signal n; 127 when it cannot be started).
 *
 * With a group of its own (the default), whatever is left of that group when it ends, or 8 s after a
 * signal, is killed. A program that may read from the terminal cannot have one.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, group?: boolean }} options
 * @returns {Promise<number>}
 */
export function runForeground(command, args, options = {}) {
  const { cwd, env = process.env, shell = false, group = true } = options;
  const ownGroup = group && process.platform !== 'win32';
  const child = spawn(command, args, { cwd, env, shell, stdio: 'inherit', detached: ownGroup });
  const killGroup = (signal) => {
    if (child.pid === undefined) return;
    try {
      process.kill(ownGroup ? -child.pid : child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // gone already
    }
  };
  let timer;
  const forward = (signal) => {
    // In our own group the terminal has sent Ctrl-C to the program as well.
    if (ownGroup || signal !== 'SIGINT') child.kill(signal);
    timer ??= setTimeout(() => killGroup('SIGKILL'), PATIENCE_MS);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  // npm that is stopped by itself passes nothing on: whoever started us is gone, so we go too.
  const parent = process.ppid;
  const orphaned = setInterval(() => process.ppid !== parent && forward('SIGTERM'), 1000);
  return new Promise((resolve) => {
    const settle = (code) => {
      clearTimeout(timer);
      clearInterval(orphaned);
      for (const signal of FORWARDED) process.off(signal, forward);
      if (ownGroup) killGroup('SIGKILL');
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      settle(127);
    });
    child.on('exit', (code, signal) => settle(code ?? 128 + constants.signals[signal]));
  });
}
