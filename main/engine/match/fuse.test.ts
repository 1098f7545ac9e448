import { describe, expect, it } from 'vitest';
import { cosine, fuse, normalise } from './fuse';

const v = (...numbers: number[]) => Float32Array.from(numbers);

describe('fuse', () => {
  it('is the weighted mean direction, of length 1', () => {
    const fused = fuse([
      { vector: v(1, 0), weight: 3 },
      { vector: v(0, 1), weight: 4 },
    ]);
    expect([...fused]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  });

  it('lets one bad frame among ten move the direction little', () => {
    const frames = Array.from({ length: 10 }, () => ({ vector: v(1, 0), weight: 1 }));
    expect(cosine(fuse([...frames, { vector: v(0, 1), weight: 1 }]), v(1, 0))).toBeGreaterThan(
      0.99,
    );
  });

  it('refuses an empty list and vectors of different models', () => {
    expect(() => fuse([])).toThrow(RangeError);
    expect(() =>
      fuse([
        { vector: v(1, 0), weight: 1 },
        { vector: v(1), weight: 1 },
      ]),
    ).toThrow(RangeError);
  });

  it('leaves a zero vector as it is', () => {
    expect([...normalise(v(0, 0))]).toEqual([0, 0]);
  });
});
