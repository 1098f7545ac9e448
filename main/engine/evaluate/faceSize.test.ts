import { describe, expect, it } from 'vitest';
import { bySize, errorRates } from './faceSize';

const pair = (px: number, same: boolean, similarity: number) => ({ px, same, similarity });

describe('error rates by size of face', () => {
  it('put each pair into the class it begins in, and leave empty classes out', () => {
    const pairs = [
      pair(20, true, 0.2),
      pair(29.9, true, 0.6),
      pair(30, true, 0.9),
      pair(500, false, 0.5),
    ];
    expect(bySize(pairs, 0.5, [0, 20, 30, 100])).toMatchObject([
      { from: 20, to: 30, genuine: 2, fnmr: 0.5, meanSimilarity: 0.4, impostor: 0, fmr: null },
      { from: 30, to: 100, genuine: 1, fnmr: 0, interval: { low: 0 } },
      { from: 100, to: null, genuine: 0, fnmr: null, meanSimilarity: null, impostor: 1, fmr: 1 },
    ]);
  });

  it('count a pair without a face as refused, and leave it out of the mean', () => {
    const rates = errorRates([pair(0, true, -Infinity), pair(50, true, 0.8)], 0.5);
    expect(rates).toMatchObject({ genuine: 2, fnmr: 0.5, meanSimilarity: 0.8 });
  });
});
