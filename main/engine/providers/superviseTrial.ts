import type { ModelTrial, ProviderTrial } from '../../../preload/contract/calls/engine';
import type { FaultData } from '../../../preload/contract/faults';
import type { TrialRequest } from './tryProvider';

export type ToTrial = TrialRequest;
export type FromTrial =
  | { type: 'model'; model: ModelTrial }
  | { type: 'done' }
  | { type: 'failed'; error: FaultData };

/** A process that tries one provider: Node's child process and Electron's utility process both fit. */
export interface TrialProcess {
  post(message: ToTrial): void;
  onMessage(listener: (message: FromTrial) => void): void;
  /** Also called when the process could not be started. */
  onExit(listener: (why: string) => void): void;
  kill(): void;
}

/** A provider that needs longer for all models than this, compiling its shaders included, is of no use. */
export const TRIAL_LIMIT_MS = 60_000;

/**
 * Sees one trial through, whatever happens to its process: an end before the answer is `crashed`, no
 * answer within `limitMs` is `hung` (the process is killed). Never rejects.
 */
export function superviseTrial(
  child: TrialProcess,
  request: TrialRequest,
  limitMs = TRIAL_LIMIT_MS,
): Promise<ProviderTrial> {
  const models: ModelTrial[] = [];
  return new Promise((resolve) => {
    const settle = (state: ProviderTrial['state'], note = '') => {
      clearTimeout(timer);
      child.kill(); // whatever it would still say or do at its exit is of no interest
      resolve(outcome(request.provider, state, note, models));
    };
    const so = () => `after ${models.length} models`;
    const timer = setTimeout(
      () => settle('hung', `no answer within ${limitMs / 1000} s, ${so()}`),
      limitMs,
    );
    child.onMessage((message) => {
      if (message.type === 'model') models.push(message.model);
      else if (message.type === 'done')
        settle(models.every(({ right }) => right) ? 'right' : 'wrong');
      else settle('unavailable', message.error.message);
    });
    child.onExit((why) => settle('crashed', `${why}, ${so()}`));
    child.post(request);
  });
}

/** A trial's outcome, with its sums. */
export function outcome(
  provider: ProviderTrial['provider'],
  state: ProviderTrial['state'],
  note: string,
  models: ModelTrial[] = [],
): ProviderTrial {
  const complete = state === 'right' || state === 'wrong';
  const sum = (of: (model: ModelTrial) => number) =>
    complete ? models.reduce((total, model) => total + of(model), 0) : null;
  const [ms, cpuMs] = [sum((model) => model.ms), sum((model) => model.cpuMs)];
  return { provider, state, note, models, ms, cpuMs, failure: null };
}
