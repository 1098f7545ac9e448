import { describe, expect, it } from 'vitest';
import { shrunk } from './shrunk';

const grey = (width: number, ...values: number[]) => ({
  width,
  height: values.length / width,
  data: Uint8Array.from(values.flatMap((v) => [v, v, v, 255])),
});
const luma = ({ data }: { data: ArrayLike<number> }) =>
  Array.from({ length: data.length / 4 }, (_, i) => data[i * 4]);

describe('a shrunk picture', () => {
  it('has the mean of each square at half the size', () => {
    const half = shrunk(grey(4, 0, 100, 10, 10, 100, 200, 10, 10), 0.5);
    expect([half.width, half.height]).toEqual([2, 1]);
    expect(luma(half)).toEqual([100, 10]);
  });

  it('weighs pixels by the area they share', () => {
    expect(luma(shrunk(grey(3, 0, 90, 240), 2 / 3))).toEqual([30, 190]);
  });

  it('is the same picture at full size, and one pixel at the least', () => {
    const picture = grey(2, 1, 2, 3, 4);
    expect(luma(shrunk(picture, 1))).toEqual([1, 2, 3, 4]);
    expect(shrunk(picture, 0.01)).toMatchObject({ width: 1, height: 1 });
  });
});
