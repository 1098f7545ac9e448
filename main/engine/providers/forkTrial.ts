import { fork } from 'node:child_process';
import type { FromTrial, TrialProcess } from './superviseTrial';

/** Starts the trial's file as a child of Node's. In Electron the shell starts it instead. */
export function forkTrial(file: string): TrialProcess {
  // What a driver prints at its start or crash belongs in nobody's output.
  const child = fork(file, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  return {
    post: (message) => void child.send(message, () => undefined), // a dead child: its exit says so
    onMessage: (listener) => void child.on('message', (m) => listener(m as FromTrial)), // the trial's own
    onExit(listener) {
      child.once('error', (error) => listener(`it could not be started (${error.message})`));
      child.once('exit', (code, signal) => listener(`it ended with ${signal ?? `code ${code}`}`));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
