import type {
  ExecutionProvider,
  ProviderOverview,
  ProviderTrial,
} from '../../../preload/contract/calls/engine';
import type { Provider } from '../../../preload/contract/calls/settings';

export interface Choice {
  use: ExecutionProvider;
  reason: ProviderOverview['reason'];
}

/**
 * Share of the CPU's time that another provider may take at most. Two timings of one and the same
 * provider differ by several per cent, and the CPU is the one that never loses its device.
 */
export const WORTH_IT = 0.9;

/**
 * The provider to run on, from what was found of each; `trials` is null before anything was tried.
 * A named one is used if it is right, however slow. `auto` takes the right one that is fastest
 * against the CPU's time in the same trial. Everything else, and everything not known, is the CPU.
 */
export function chooseProvider(wanted: Provider, trials: readonly ProviderTrial[] | null): Choice {
  if (wanted === 'cpu') return { use: 'cpu', reason: 'set' };
  if (trials === null) return { use: 'cpu', reason: 'untried' };
  if (wanted !== 'auto') {
    const trial = trials.find(({ provider }) => provider === wanted);
    if (trial === undefined) return { use: 'cpu', reason: 'untried' };
    if (trial.failure !== null) return { use: 'cpu', reason: 'setFailed' };
    return trial.state === 'right'
      ? { use: wanted, reason: 'set' }
      : { use: 'cpu', reason: 'setWrong' };
  }
  const usable = trials.filter(({ state, failure }) => state === 'right' && failure === null);
  const [best] = usable.sort((a, b) => shareOfCpu(a) - shareOfCpu(b));
  if (best === undefined) return { use: 'cpu', reason: 'noneRight' };
  return shareOfCpu(best) <= WORTH_IT
    ? { use: best.provider, reason: 'fastest' }
    : { use: 'cpu', reason: 'noneFaster' };
}

function shareOfCpu({ ms, cpuMs }: ProviderTrial): number {
  return ms === null || cpuMs === null ? Infinity : ms / cpuMs;
}
