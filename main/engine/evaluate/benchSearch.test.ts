import { describe, expect, it } from 'vitest';
import { benchSearch } from './benchSearch';
import { nearest } from './searchBaselines';

describe('search bench', () => {
  it('finds what the plain loop finds, and so does the float32 matrix product', async () => {
    const plan = { n: 600, dimension: 64, queries: 6, k: 5, seed: 1 };
    const report = await benchSearch(plan, () => undefined);
    expect(report).toMatchObject({ ...plan, recall: 1 });
    const { plainLoopF64, onnxMatMulF32, onnxMatMulInteger } = report.baselines;
    expect(plainLoopF64!.p50Ms).toBeGreaterThan(0);
    expect(onnxMatMulF32!.recall).toBe(1);
    // int8 alone is not exact, but it is the same search.
    expect(onnxMatMulInteger!.recall).toBeGreaterThan(0.7);
  });

  it('refuses a folder without usearch', async () => {
    const plan = { n: 10, dimension: 8, queries: 1, k: 1, seed: 1, usearch: '/nowhere' };
    await expect(benchSearch(plan, () => undefined)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  it('gives the nearest in order, the lower index first among equals', () => {
    expect(nearest([0.1, 0.9, 0.5, 0.9, 0.2], 3)).toEqual([1, 3, 2]);
    expect(nearest([], 3)).toEqual([]);
  });
});
