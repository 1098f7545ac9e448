import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble, kernel as source } from '../../../../scripts/wasm/make.mjs';
import type { Similarity } from '../geometry';
import { Resizer } from '../resample';
import type { RgbaImage } from '../types';
import { warp } from '../warp';
import { kernelWasm } from './kernelWasm';

function noise(width: number, height: number): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < data.length; i++) data[i] = (i * 2_654_435_761) >>> 24;
  return { width, height, data };
}

/** The mean of n x n bilinear samples, one at a time; outside the image is black. */
function plainWarp(image: RgbaImage, { a, b, tx, ty }: Similarity, size: number, n: number) {
  const at = (x: number, y: number, c: number) =>
    x < 0 || y < 0 || x >= image.width || y >= image.height
      ? 0
      : image.data[(y * image.width + x) * 4 + c]!;
  const out = new Float64Array(size * size * 4).fill(255);
  for (let i = 0; i < size * size; i++) {
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (let s = 0; s < n * n; s++) {
        const u = (i % size) + ((s % n) + 0.5) / n - 0.5;
        const v = Math.floor(i / size) + (Math.floor(s / n) + 0.5) / n - 0.5;
        const [sx, sy] = [a * u - b * v + tx, b * u + a * v + ty];
        const [x, y] = [Math.floor(sx), Math.floor(sy)];
        const [fx, fy] = [sx - x, sy - y];
        sum += (at(x, y, c) * (1 - fx) + at(x + 1, y, c) * fx) * (1 - fy);
        sum += (at(x, y + 1, c) * (1 - fx) + at(x + 1, y + 1, c) * fx) * fy;
      }
      out[4 * i + c] = sum / (n * n);
    }
  }
  return out;
}

const gap = (p: ArrayLike<number>, q: ArrayLike<number>) => {
  let most = 0;
  for (let i = 0; i < p.length; i++) most = Math.max(most, Math.abs(p[i]! - q[i]!));
  return most;
};

describe('pixel kernel', () => {
  it('runs what kernel.wat says', async () => {
    expect(kernelWasm).toBe(await assemble(source));
  });

  it('warps by any turn, scale and shift as one sample at a time does, also over every edge', () => {
    const image = noise(60, 45);
    const scale = fc.double({ min: 0.2, max: 5, noNaN: true });
    const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    const shift = fc.double({ min: -80, max: 120, noNaN: true });
    fc.assert(
      fc.property(scale, angle, shift, shift, (s, turn, tx, ty) => {
        const toImage = { a: s * Math.cos(turn), b: s * Math.sin(turn), tx, ty };
        const n = Math.max(1, Math.round(s));
        expect(gap(warp(image, toImage, 12), plainWarp(image, toImage, 12, n))).toBeLessThan(0.6);
      }),
      { numRuns: 150 },
    );
  });

  it('warps a picture too large for one piece of memory as well as a small one', () => {
    const image = noise(1500, 1400);
    const toImage = { a: 40, b: 17, tx: 300, ty: 20 };
    expect(gap(warp(image, toImage, 24), plainWarp(image, toImage, 24, 8))).toBeLessThan(0.6);
  });

  it('resamples lines too long for one piece of memory', () => {
    const image = noise(70_000, 9);
    const out = new Float32Array(35 * 3 * 3);
    const code = { channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1] } as const;
    new Resizer(35, 3).resize(image, [0, 0, 70_000, 8.5], code, out);
    const { data } = image;
    let mean = 0;
    for (let i = 0; i < 2000 * 3; i++) mean += data[((i % 3) * 70_000 + ((i / 3) | 0)) * 4]! / 6000;
    expect(out[0]).toBeGreaterThan(mean - 12);
    expect(out[0]).toBeLessThan(mean + 12);
    expect(out.every((value) => value > 0 && value < 255)).toBe(true);
  });

  it('shrinks by every whole factor up to 16 without losing a bit of white', () => {
    for (let factor = 1; factor <= 16; factor++) {
      const [width, height] = [6 * factor, 5 * factor];
      const white = { width, height, data: new Uint8Array(width * height * 4).fill(255) };
      const out = new Float32Array(90);
      const code = { channels: 'BGR', mean: [0, 0, 0], std: [255, 255, 255] } as const;
      new Resizer(6, 5).resize(white, [0, 0, width, height], code, out);
      expect(gap(out, new Float32Array(90).fill(1))).toBeLessThan(1e-6);
    }
  });

  it('draws all black where the similarity is not finite', () => {
    const out = warp(noise(20, 20), { a: 1, b: 0, tx: Number.NaN, ty: 0 }, 4);
    expect([...out.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
  });
});
