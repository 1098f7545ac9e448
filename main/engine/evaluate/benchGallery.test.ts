import { expect, it } from 'vitest';
import { benchGallery } from './benchGallery';

it('loads what it stored, changes it while searching, and accounts for its memory', async () => {
  const plan = { n: 1030, dimension: 64, changes: 60, seed: 1 };
  const { load, memory, inserts, updates, removals, ...rest } = await benchGallery(
    plan,
    () => undefined,
  );
  expect(rest).toEqual(plan);
  expect(load.ms).toBeGreaterThan(0);
  expect(load.cpuMs).toBeGreaterThan(0);
  for (const { count, longestMs, longestTurnMs, search } of [inserts, updates, removals]) {
    expect(count).toBe(60);
    expect(longestTurnMs).toBeGreaterThanOrEqual(longestMs);
    expect(search.longestMs).toBeGreaterThanOrEqual(search.p50Ms);
  }
  expect(memory.rawBytes).toBe(1030 * 64 * 5);
  // Two blocks of 1,024 rows, of which one is nearly empty.
  expect(memory.accountedBytes).toBeGreaterThan(2 * 1024 * 64 * 5);
});

it('stops when asked to', async () => {
  const stop = () => {
    throw new Error('stopped');
  };
  const plan = { n: 10, dimension: 8, changes: 1, seed: 1 };
  await expect(benchGallery(plan, stop)).rejects.toThrow('stopped');
});
