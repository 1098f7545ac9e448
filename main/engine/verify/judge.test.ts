import { describe, expect, it } from 'vitest';
import { judge, progressOf, type VerifyEvidence } from './judge';

const rules = { threshold: 0.4, livenessThreshold: 0.5 };
const evidence = (over: Partial<VerifyEvidence> = {}): VerifyEvidence => ({
  similarity: 0.7,
  frames: [0.6, 0.65, 0.7, 0.66, 0.68],
  liveness: { mean: 0.99, frames: 5 },
  ...over,
});

describe('a verification', () => {
  it.each([
    ['the same person over the threshold', {}, 'same'],
    ['exactly at the threshold', { similarity: 0.4 }, 'same'],
    ['another person under it', { similarity: 0.39 }, 'different'],
    ['look again where the frames disagree', { frames: [0.9, 0.9, 0.1, 0.1, 0.1] }, 'again'],
    ['refused where the face is not live', { liveness: { mean: 0.2, frames: 5 } }, 'spoof'],
  ] as const)('is %s', (_name, over, outcome) => {
    expect(judge(evidence(over), rules)?.outcome).toBe(outcome);
  });

  it('of a face that is not live is refused before a frame was embedded', () => {
    const none = { similarity: null, frames: [], liveness: { mean: 0.1, frames: 5 } };
    expect(judge(evidence(none), rules)?.outcome).toBe('spoof');
  });

  it('waits for the last frame and the last look', () => {
    expect(judge(evidence({ frames: [0.9, 0.9, 0.9, 0.9] }), rules)).toBeNull();
    expect(judge(evidence({ liveness: { mean: 0.99, frames: 4 } }), rules)).toBeNull();
    expect(judge(evidence({ liveness: null }), rules)).toBeNull();
  });

  it('needs no look where liveness is off', () => {
    const off = { ...rules, livenessThreshold: null };
    expect(judge(evidence({ liveness: null }), off)?.outcome).toBe('same');
    expect(progressOf(evidence({ liveness: null }), off)).toBe(1);
  });

  it('says how much is in', () => {
    expect(progressOf(evidence({ frames: [], liveness: null }), rules)).toBe(0);
    expect(progressOf(evidence({ liveness: null }), rules)).toBe(0.5);
    expect(progressOf(evidence(), rules)).toBe(1);
  });
});
