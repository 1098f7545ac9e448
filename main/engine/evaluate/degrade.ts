import type { RgbaImage } from '../vision/types';
import { seeded } from './random';
import { shrunk } from './shrunk';

/** What a camera at a door does to a face, made from good pictures. RGBA in and out. */
export const degradations: Record<string, (image: RgbaImage) => RgbaImage> = {
  plain: (image) => image,
  /** A quarter of the light, and the noise that a sensor shows then. */
  dark: (image) => noisy(scaled(image, 0.25), 6, 1),
  /** Out of focus: a Gaussian of 1/100 of the picture's width. */
  blurred: (image) => blurred(image, image.width / 100),
  /** Half the pixels each way: farther away. */
  small: (image) => shrunk(image, 0.5),
};

/**
 * Copy number `n` of a picture as the next frame of a camera would show it: moved by up to 2 % of
 * its width, a little brighter or darker, with fresh noise. The same n gives the same copy; n = 0
 * gives the picture itself. Frames of one standing person are this much alike, so what is learnt
 * from copies does not take pictures of different days for frames.
 */
export function nextFrame(image: RgbaImage, n: number): RgbaImage {
  if (n === 0) return image;
  const random = seeded(n);
  const reach = Math.round(image.width * 0.02);
  const step = () => Math.round((random() * 2 - 1) * reach);
  const gain = 1 + (random() * 2 - 1) * 0.08;
  return noisy(scaled(moved(image, step(), step()), gain), 3, n);
}

function scaled({ width, height, data }: RgbaImage, gain: number): RgbaImage {
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) out[i] = i % 4 === 3 ? data[i]! : data[i]! * gain;
  return { width, height, data: out };
}

/** Standard normal numbers to draw from (Box and Muller 1958): one a sample would take seconds a frame. */
const NORMAL = Float32Array.from({ length: 1 << 16 }, gaussian(seeded(1)));

function gaussian(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Gaussian noise of `sigma` levels on every channel, another for each `seed`. */
function noisy({ width, height, data }: RgbaImage, sigma: number, seed: number): RgbaImage {
  const random = seeded(seed);
  const out = new Uint8ClampedArray(data.length);
  const rowLength = width * 4;
  let at = 0;
  for (let i = 0; i < data.length; i++) {
    // Each row starts elsewhere in the table, so that no pattern comes back.
    if (i % rowLength === 0) at = Math.floor(random() * NORMAL.length);
    out[i] = i % 4 === 3 ? data[i]! : data[i]! + sigma * NORMAL[at++ % NORMAL.length]!;
  }
  return { width, height, data: out };
}

/** Moved by whole pixels; the edge repeats. */
function moved({ width, height, data }: RgbaImage, dx: number, dy: number): RgbaImage {
  const out = new Uint8ClampedArray(data.length);
  const clamp = (v: number, size: number) => Math.min(size - 1, Math.max(0, v));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (clamp(y - dy, height) * width + clamp(x - dx, width)) * 4;
      out.set(data.subarray(from, from + 4), (y * width + x) * 4);
    }
  }
  return { width, height, data: out };
}

/** Separable Gaussian; the edge repeats. */
function blurred(image: RgbaImage, sigma: number): RgbaImage {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((total, w) => total + w, 0);
  const kernel = weights.map((w) => w / sum);
  const { width, height } = image;
  const pass = (from: ArrayLike<number>, size: number, step: number) => {
    const out = new Float32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const at = Math.floor(i / step) % size;
      let value = 0;
      for (let k = 0; k < kernel.length; k++) {
        const other = Math.min(size - 1, Math.max(0, at + k - reach));
        value += kernel[k]! * from[i + (other - at) * step]!;
      }
      out[i] = value;
    }
    return out;
  };
  const rows = pass(image.data, width, 4);
  return { width, height, data: Uint8ClampedArray.from(pass(rows, height, 4 * width)) };
}
