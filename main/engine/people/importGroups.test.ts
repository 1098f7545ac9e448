import { describe, expect, it } from 'vitest';
import { inGroups } from './importGroups';

async function* source(count: number, onEach: (n: number) => void = () => {}) {
  for (let n = 0; n < count; n++) {
    await Promise.resolve();
    onEach(n);
    yield n;
  }
}

async function all<T>(groups: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const group of groups) list.push(group);
  return list;
}

const still = { ms: 250, now: () => 0 };

describe('items in groups', () => {
  it('keep their order, and the rest is a group of its own', async () => {
    expect(await all(inGroups(source(7), { count: 3, ...still }))).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6],
    ]);
    expect(await all(inGroups(source(6), { count: 3, ...still }))).toHaveLength(2);
    expect(await all(inGroups(source(0), { count: 3, ...still }))).toEqual([]);
  });

  it('do not wait longer than their time, counted from the first of each group', async () => {
    let at = 0;
    const slow = source(6, () => (at += 100));
    const limits = { count: 100, ms: 250, now: () => at };
    expect(await all(inGroups(slow, limits))).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
  });

  it('that came before a failure come out before it is thrown', async () => {
    const failing = source(5, (n) => {
      if (n === 4) throw new Error('the source broke');
    });
    const seen: number[][] = [];
    const read = async () => {
      for await (const group of inGroups(failing, { count: 3, ...still })) seen.push(group);
    };
    await expect(read()).rejects.toThrow('the source broke');
    expect(seen).toEqual([[0, 1, 2], [3]]);
  });

  it('are no longer asked for when the reader stops', async () => {
    let asked = 0;
    for await (const group of inGroups(
      source(100, () => asked++),
      { count: 3, ...still },
    )) {
      expect(group).toEqual([0, 1, 2]);
      break;
    }
    expect(asked).toBe(3);
  });
});
