import { describe, expect, it } from 'vitest';
import { degradations, nextFrame } from './degrade';
import type { RgbaImage } from '../vision/types';

const SIDE = 100;
/** Left half dark, right half bright; opaque. */
const edge: RgbaImage = {
  width: SIDE,
  height: SIDE,
  data: Uint8ClampedArray.from({ length: SIDE * SIDE * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.floor(i / 4) % SIDE < SIDE / 2 ? 40 : 200,
  ),
};
const red = ({ data, width }: RgbaImage, x: number, y: number) => data[(y * width + x) * 4]!;
const mean = ({ data }: RgbaImage) =>
  [...data].reduce((sum, v, i) => sum + (i % 4 === 0 ? v : 0), 0) / (data.length / 4);

describe('a worse picture', () => {
  it('that is dark has a quarter of the light', () => {
    expect(mean(degradations['dark']!(edge))).toBeCloseTo(mean(edge) / 4, 0);
  });

  it('that is blurred keeps its light and loses its edge', () => {
    const blurred = degradations['blurred']!(edge);
    expect(mean(blurred)).toBeCloseTo(mean(edge), 0);
    // A Gaussian of 1 px: one pixel inside the edge lies at Phi(0.5) of the step of 160.
    expect(red(blurred, 50, 50)).toBeCloseTo(40 + 160 * 0.6915, -1);
    expect(red(blurred, 10, 50)).toBe(40);
  });

  it('that is small has half the pixels each way', () => {
    expect(degradations['small']!(edge)).toMatchObject({ width: 50, height: 50 });
  });
});

describe('the next frame', () => {
  it('is the same for the same number, another for another, and the first is the picture', () => {
    expect(nextFrame(edge, 0)).toBe(edge);
    expect(nextFrame(edge, 3).data).toEqual(nextFrame(edge, 3).data);
    expect(nextFrame(edge, 3).data).not.toEqual(nextFrame(edge, 4).data);
  });

  it('shows nearly the same', () => {
    for (let n = 1; n < 10; n++) {
      const frame = nextFrame(edge, n);
      expect(Math.abs(mean(frame) / mean(edge) - 1)).toBeLessThan(0.1);
      expect(red(frame, 20, 50)).toBeLessThan(60);
      expect(red(frame, 80, 50)).toBeGreaterThan(170);
      expect(frame.data[3]).toBe(255);
    }
  });
});
