import { describe, expect, it } from 'vitest';
import type { ProviderTrial } from '../../../preload/contract/calls/engine';
import { chooseProvider, WORTH_IT } from './chooseProvider';
import { outcome } from './superviseTrial';

const right = (provider: ProviderTrial['provider'], ms: number, cpuMs = 40): ProviderTrial => ({
  ...outcome(provider, 'right', ''),
  ms,
  cpuMs,
});
const failed = { failure: { at: 1, message: 'device lost' } };

describe('choosing a provider', () => {
  it('left to itself takes the right one that is fastest, in whatever order they come', () => {
    const trials = [right('webgpu', 12), right('cuda', 3), right('dml', 8)];
    expect(chooseProvider('auto', trials)).toEqual({ use: 'cuda', reason: 'fastest' });
  });

  it("measures speed against the CPU's in the same trial", () => {
    const trials = [right('webgpu', 10, 20), right('cuda', 12, 60)];
    expect(chooseProvider('auto', trials).use).toBe('cuda');
  });

  it('stays on the CPU for a gain that may be chance', () => {
    expect(chooseProvider('auto', [right('webgpu', 40 * WORTH_IT + 0.1)])).toEqual({
      use: 'cpu',
      reason: 'noneFaster',
    });
    expect(chooseProvider('auto', [right('webgpu', 40 * WORTH_IT)]).use).toBe('webgpu');
  });

  it('left to itself passes over what is wrong, missing, crashing, hanging or failed at work', () => {
    for (const state of ['wrong', 'unavailable', 'crashed', 'hung'] as const) {
      const trial = { ...right('cuda', 1), state };
      expect(chooseProvider('auto', [trial])).toEqual({ use: 'cpu', reason: 'noneRight' });
    }
    const trials = [{ ...right('cuda', 1), ...failed }, right('webgpu', 9)];
    expect(chooseProvider('auto', trials).use).toBe('webgpu');
  });

  it('takes a named one that is right though slower', () => {
    expect(chooseProvider('webgpu', [right('webgpu', 900)])).toEqual({
      use: 'webgpu',
      reason: 'set',
    });
  });

  it('runs on the CPU and says why where the named one is wrong, failed or not tried', () => {
    const reasons = [
      [{ ...right('cuda', 1), state: 'wrong' as const }],
      [{ ...right('cuda', 1), ...failed }],
      [right('webgpu', 1)],
      null,
    ].map((trials) => chooseProvider('cuda', trials));
    expect(reasons.map(({ use }) => use)).toEqual(['cpu', 'cpu', 'cpu', 'cpu']);
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'setWrong',
      'setFailed',
      'untried',
      'untried',
    ]);
  });
});
