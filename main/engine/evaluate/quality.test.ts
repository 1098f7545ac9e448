import { describe, expect, it } from 'vitest';
import { spaced } from './quality';

const row = (a: number, same: boolean) => ({ a: String(a), b: 'b', same });

describe('a sample of pairs', () => {
  it('is evenly spaced, of both kinds, the same every time', () => {
    const pairs = [...Array(10).keys()].flatMap((i) => [row(i, true), row(i, false)]);
    expect(spaced(pairs, 2)).toEqual([row(0, true), row(5, true), row(0, false), row(5, false)]);
  });

  it('is the whole list where that is short', () => {
    expect(spaced([row(1, false), row(2, true)], 5)).toEqual([row(2, true), row(1, false)]);
  });
});
