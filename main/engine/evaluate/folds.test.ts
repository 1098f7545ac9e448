import { describe, expect, it } from 'vitest';
import { bestThreshold, blocks, foldable, foldAccuracy, listAccuracy } from './folds';

const pairs = (...list: [number, 0 | 1][]) =>
  list.map(([similarity, same]) => ({ similarity, same: same === 1 }));

describe('accuracy', () => {
  it('the best threshold lies in the middle of the gap that separates most pairs', () => {
    expect(bestThreshold(pairs([0.1, 0], [0.3, 0], [0.5, 1], [0.9, 1]))).toBeCloseTo(0.4, 12);
  });

  it('equal scores of both kinds cannot be separated', () => {
    const tied = pairs([0.5, 0], [0.5, 1], [0.5, 1]);
    expect(bestThreshold(tied)).toBe(0.5);
    expect(listAccuracy(tied).accuracy).toBeCloseTo(2 / 3, 12);
  });

  it('a list of impostors alone is best refused altogether', () => {
    const only = pairs([0.2, 0], [0.6, 0]);
    expect(bestThreshold(only)).toBeGreaterThan(0.6);
    expect(listAccuracy(only).accuracy).toBe(1);
  });

  it('a genuine pair that could not be compared is wrong, an impostor pair right', () => {
    const list = pairs([-Infinity, 1], [-Infinity, 0], [0.1, 0], [0.9, 1]);
    expect(listAccuracy(list)).toMatchObject({ accuracy: 0.75, thresholdFrom: 'same-list' });
  });

  it('with a training list the threshold comes from it alone', () => {
    const train = pairs([0.6, 0], [0.8, 1]);
    const test = pairs([0.1, 0], [0.65, 1], [0.75, 1], [0.2, 0]);
    expect(listAccuracy(test, train)).toMatchObject({
      accuracy: 0.75,
      thresholdFrom: 'train-list',
    });
    expect(listAccuracy(test, train).threshold).toBeCloseTo(0.7, 12);
  });

  it('each fold is judged at the threshold of the others', () => {
    // Block 1 separates at .35, block 2 at .65: each fails one pair at the other's threshold.
    const list = pairs([0.3, 0], [0.4, 1], [0.6, 0], [0.7, 1]);
    const result = foldAccuracy(list, 2);
    expect(result.accuracy).toBe(0.5);
    expect(result.threshold).toBeCloseTo(0.5, 12);
    expect(result).toMatchObject({ accuracyStd: 0, folds: 2, thresholdFrom: 'other-folds' });
  });

  it('blocks are consecutive and of nearly equal length', () => {
    expect(blocks([1, 2, 3, 4, 5], 2)).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('a list sorted by kind cannot be cut into blocks that hold both', () => {
    expect(foldable(pairs([1, 1], [1, 1], [0, 0], [0, 0]), 2)).toBe(false);
    expect(foldable(pairs([1, 1], [0, 0], [1, 1], [0, 0]), 2)).toBe(true);
  });
});
