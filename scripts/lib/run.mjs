import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { packagePath } from './paths.mjs';

const OUTPUT_KEPT = 200_000;

/**
 * Runs a program to its end and resolves with its exit code (null when a signal or the time limit
 * ended it) and its last output, stdout and stderr together. Never rejects: a program that cannot
 * be started gives code 127 and the reason as output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean }} options
 * @returns {Promise<{ code: number | null, output: string, timedOut: boolean }>}
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const keep = (chunk) => {
      output = (output + chunk).slice(-OUTPUT_KEPT);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    const settle = (code) => {
      clearTimeout(timer);
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      keep(error.message);
      settle(127);
    });
    child.on('close', settle);
  });
}

/** The last lines of a program's output, without colours, for an error message. */
export const tail = (output, lines = 12) =>
  stripVTControlCharacters(output).trim().split('\n').slice(-lines).join('\n    ');

/**
 * The environment without node_modules/.bin in PATH. npm must run on the system's own Node:
 * `npm ci` deletes the one in node_modules while it works.
 */
export function systemEnv(env = process.env) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const isProjectBin = (dir) => dir.endsWith(path.join('node_modules', '.bin'));
  const dirs = (env[key] ?? '').split(path.delimiter).filter((dir) => !isProjectBin(dir));
  return { ...env, [key]: dirs.join(path.delimiter) };
}

/** Runs npm on the system's Node; options and result as in `run`. */
export function runNpm(args, options = {}) {
  const windows = process.platform === 'win32';
  const env = systemEnv(options.env);
  return run(windows ? 'npm.cmd' : 'npm', args, { ...options, env, shell: windows });
}

/**
 * Path of the Node that the packages bring with them, symbolic links resolved; the running one
 * before they are installed and on systems they bring none for.
 */
export function projectNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const own = packagePath(`node-${system}-${process.arch}`, 'bin', name);
  return existsSync(own) ? realpathSync(own) : process.execPath;
}
