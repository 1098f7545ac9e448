import type { ExecutionProvider, ProviderTrial } from '../../../preload/contract/calls/engine';
import { isSupported } from '../vision/session';
import { outcome } from './superviseTrial';

/** Tries one provider in a process of its own; never rejects. */
export type RunTrial = (provider: ExecutionProvider) => Promise<ProviderTrial>;

/**
 * Tries the providers one after the other, so that none disturbs another's timing. What this build
 * does not have is not tried. `onStep` is told before each.
 */
export async function tryAll(
  providers: readonly ExecutionProvider[],
  runTrial: RunTrial,
  onStep: (provider: ExecutionProvider, done: number) => void = () => undefined,
): Promise<ProviderTrial[]> {
  const trials: ProviderTrial[] = [];
  for (const provider of providers) {
    onStep(provider, trials.length);
    trials.push(
      isSupported(provider)
        ? await runTrial(provider)
        : outcome(provider, 'unavailable', 'not in this build of ONNX Runtime'),
    );
  }
  return trials;
}
