import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resizer } from './resample';
import type { Box, RgbaImage } from './types';
import { warp } from './warp';

const plain = { channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1] } as const;

function picture(
  width: number,
  height: number,
  colour: (x: number, y: number) => number[],
): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = colour(i % width, Math.floor(i / width));
    data.set([r!, g!, b!, 255], i * 4);
  }
  return { width, height, data };
}

function resized(
  image: RgbaImage,
  region: Box,
  width: number,
  height: number,
  code: Parameters<Resizer['resize']>[2] = plain,
) {
  const out = new Float32Array(width * height * 3).fill(Number.NaN);
  new Resizer(width, height).resize(image, region, code, out);
  return out;
}

/** The same mean of bilinear samples, one loop a pixel. */
function reference(image: RgbaImage, [left, top, w, h]: Box, width: number, height: number) {
  const [nx, ny] = [Math.max(1, Math.round(w / width)), Math.max(1, Math.round(h / height))];
  const at = (x: number, y: number, c: number) =>
    x < 0 || y < 0 || x >= image.width || y >= image.height
      ? 0
      : image.data[(y * image.width + x) * 4 + c]!;
  const out = new Float32Array(width * height * 3);
  for (let i = 0; i < out.length; i++) {
    const [x, y, c] = [i % width, Math.floor(i / width) % height, Math.floor(i / (width * height))];
    for (let s = 0; s < nx * ny; s++) {
      const sx = left + ((x + ((s % nx) + 0.5) / nx) * w) / width - 0.5;
      const sy = top + ((y + (Math.floor(s / nx) + 0.5) / ny) * h) / height - 0.5;
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - x0, sy - y0];
      const above = at(x0, y0, c) * (1 - fx) + at(x0 + 1, y0, c) * fx;
      const below = at(x0, y0 + 1, c) * (1 - fx) + at(x0 + 1, y0 + 1, c) * fx;
      out[i]! += (above * (1 - fy) + below * fy) / (nx * ny);
    }
  }
  return out;
}

const farthest = (p: Float32Array, q: Float32Array) =>
  p.reduce((most, v, i) => Math.max(most, Math.abs(v - q[i]!)), 0);
const noise = picture(37, 29, (x, y) => [
  (x * 89 + y * 57) & 255,
  (x * y * 31) & 255,
  (x ^ (y * 5)) & 255,
]);

describe('resizing', () => {
  it('equals the plain computation for any region, also outside the image', () => {
    const place = fc.double({ min: -20, max: 40, noNaN: true });
    const side = fc.double({ min: 2, max: 60, noNaN: true });
    const target = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(place, place, side, side, target, target, (x, y, w, h, width, height) => {
        const region: Box = [x, y, w, h];
        const gap = farthest(
          resized(noise, region, width, height),
          reference(noise, region, width, height),
        );
        expect(gap).toBeLessThan(0.02);
      }),
      { numRuns: 200 },
    );
  });

  it.each([1, 2, 3, 4, 7])('equals it by the whole factor %i, over the edge as well', (factor) => {
    for (const [x, y] of [
      [0, 0],
      [5, 3],
      [30, 20],
    ] as const) {
      const region: Box = [x, y, 8 * factor, 6 * factor];
      expect(farthest(resized(noise, region, 8, 6), reference(noise, region, 8, 6))).toBeLessThan(
        0.01,
      );
    }
  });

  it('orders and normalises channels as the code says', () => {
    const image = picture(4, 4, () => [10, 20, 30]);
    const code = { channels: 'BGR', mean: [1, 2, 3], std: [2, 4, 8] } as const;
    const out = resized(image, [0, 0, 4, 4], 2, 2, code);
    // Blue first; mean and std are listed in the order of the planes that the network sees.
    expect([...out]).toEqual([
      14.5, 14.5, 14.5, 14.5, 4.5, 4.5, 4.5, 4.5, 0.875, 0.875, 0.875, 0.875,
    ]);
  });

  it('makes grey by the luma weights', () => {
    const image = picture(4, 4, () => [100, 150, 200]);
    const out = new Float32Array(4);
    new Resizer(2, 2).resize(image, [0, 0, 4, 4], { channels: 'GREY', mean: [0], std: [256] }, out);
    expect(out[0]).toBeCloseTo((0.299 * 100 + 0.587 * 150 + 0.114 * 200) / 256, 5);
  });

  it('follows a change of region and of image size on the same instance', () => {
    const resizer = new Resizer(5, 4);
    const other = picture(20, 50, (x, y) => [x * 7, y * 5, 9]);
    for (const [image, region] of [
      [noise, [1, 2, 20, 9]],
      [other, [1, 2, 20, 9]],
      [noise, [3, 2, 20, 9]],
    ] as [RgbaImage, Box][]) {
      const out = new Float32Array(60);
      resizer.resize(image, region, plain, out);
      expect(farthest(out, reference(image, region, 5, 4))).toBeLessThan(0.02);
    }
  });

  it('reads pixels that do not begin on a multiple of four bytes', () => {
    const memory = new Uint8Array(noise.data.length + 3);
    memory.set(noise.data, 3);
    const shifted = { ...noise, data: memory.subarray(3) };
    const region: Box = [2.5, 1, 20, 17];
    expect(resized(shifted, region, 9, 7)).toEqual(resized(noise, region, 9, 7));
  });
});

describe('pixels', () => {
  it('fewer than the size says, or none, are refused', () => {
    const short = { ...noise, data: noise.data.subarray(0, 400) };
    const none = { width: 0, height: 0, data: new Uint8Array() };
    for (const image of [short, none]) {
      const refused = expect.objectContaining({ code: 'IMAGE_UNREADABLE' });
      expect(() => resized(image, [0, 0, 10, 10], 5, 5)).toThrow(refused);
      expect(() => warp(image, { a: 1, b: 0, tx: 0, ty: 0 }, 4)).toThrow(refused);
    }
  });
});

describe('warping', () => {
  it('by the identity copies', () => {
    const image = picture(16, 16, (x, y) => [x * 16, y * 16, 77]);
    expect([...warp(image, { a: 1, b: 0, tx: 0, ty: 0 }, 16)]).toEqual([...image.data]);
  });

  it('by a quarter turn moves each pixel to its place', () => {
    const image = picture(16, 16, (x, y) => [x * 16, y * 16, 77]);
    const turned = warp(image, { a: 0, b: 1, tx: 15, ty: 0 }, 16);
    for (const [x, y] of [
      [0, 0],
      [3, 11],
      [15, 15],
    ] as const) {
      const at = (y * 16 + x) * 4;
      expect([turned[at], turned[at + 1]]).toEqual([(15 - y) * 16, x * 16]);
    }
  });

  it('averages what falls into one pixel when shrinking', () => {
    const image = picture(64, 64, (x, y) => [(x + y) % 2 === 0 ? 255 : 0, 100, 0]);
    const small = warp(image, { a: 4, b: 0, tx: 1.5, ty: 1.5 }, 16);
    const reds = Array.from({ length: 256 }, (_, i) => small[i * 4]!);
    expect(Math.min(...reds)).toBeGreaterThan(120);
    expect(Math.max(...reds)).toBeLessThan(135);
  });

  it('is black and opaque outside the image', () => {
    const image = picture(8, 8, () => [200, 200, 200]);
    const out = warp(image, { a: 1, b: 0, tx: -20, ty: 0 }, 8);
    expect([...out.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
  });

  it('fades to black over the last half pixel', () => {
    const image = picture(8, 8, () => [200, 200, 200]);
    const out = warp(image, { a: 1, b: 0, tx: -0.5, ty: 2 }, 4);
    expect(out[0]).toBe(100);
    expect(out[4]).toBe(200);
  });
});
