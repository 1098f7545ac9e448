import { utilityProcess } from 'electron';
import type { FromTrial, TrialProcess } from '../engine/providers/superviseTrial';
import { trialFile } from './paths';

/** Starts a process that tries one provider: of the engine's kind, so that what holds there holds here. */
export function forkTrial(): TrialProcess {
  const child = utilityProcess.fork(trialFile(), [], {
    serviceName: 'Foyer provider trial',
    stdio: 'ignore',
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (m: FromTrial) => listener(m)),
    onExit: (listener) => void child.once('exit', (code) => listener(`it ended with code ${code}`)),
    kill: () => void child.kill(),
  };
}
