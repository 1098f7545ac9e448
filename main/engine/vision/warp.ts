import type { Similarity } from './geometry';
import { pixelWords } from './pixels';
import type { RgbaImage } from './types';

/** Samples per output pixel and axis; more than this change nothing that can be seen. */
const MAX_SAMPLES = 8;

/**
 * Draws a `size` x `size` RGBA picture whose pixel (x, y) is the image at `toImage`(x, y): bilinear,
 * and where the image is shrunk the mean of round(scale)² samples, 8² at most. Outside the image is
 * black, alpha is 255. `spacing` 2 takes a quarter of the samples, two pixels apart: enough to
 * measure light, not to recognise.
 */
export function warp(
  image: RgbaImage,
  toImage: Similarity,
  size: number,
  spacing: 1 | 2 = 1,
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(size * size * 4);
  const { width, height } = image;
  const pixels = pixelWords(image);
  const n = samplesFor(toImage, spacing);
  const share = 1 / (n * n);
  const dx = toImage.a / n;
  const dy = toImage.b / n;
  const offset = 0.5 / n - 0.5;
  const lastX = width - 1;
  const lastY = height - 1;
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at += 4) {
      let r = 0;
      let g = 0;
      let b = 0;
      const u = x + offset;
      for (let j = 0; j < n; j++) {
        const v = y + offset + j / n;
        let sx = toImage.a * u - toImage.b * v + toImage.tx;
        let sy = toImage.b * u + toImage.a * v + toImage.ty;
        for (let i = 0; i < n; i++, sx += dx, sy += dy) {
          if (sx <= -1 || sy <= -1 || sx >= width || sy >= height) continue;
          // + 1 and − 1 make truncation round down between −1 and 0 as well.
          const x0 = ((sx + 1) | 0) - 1;
          const y0 = ((sy + 1) | 0) - 1;
          const fx = sx - x0;
          const fy = sy - y0;
          const first = y0 * width + x0;
          const left = x0 >= 0;
          const right = x0 < lastX;
          const top = y0 >= 0;
          const bottom = y0 < lastY;
          const p00 = left && top ? pixels[first]! : 0;
          const p10 = right && top ? pixels[first + 1]! : 0;
          const p01 = left && bottom ? pixels[first + width]! : 0;
          const p11 = right && bottom ? pixels[first + width + 1]! : 0;
          const w11 = fx * fy;
          const w10 = fx - w11;
          const w01 = fy - w11;
          const w00 = 1 - fx - fy + w11;
          r += (p00 & 255) * w00 + (p10 & 255) * w10 + (p01 & 255) * w01 + (p11 & 255) * w11;
          g +=
            ((p00 >>> 8) & 255) * w00 +
            ((p10 >>> 8) & 255) * w10 +
            ((p01 >>> 8) & 255) * w01 +
            ((p11 >>> 8) & 255) * w11;
          b +=
            ((p00 >>> 16) & 255) * w00 +
            ((p10 >>> 16) & 255) * w10 +
            ((p01 >>> 16) & 255) * w01 +
            ((p11 >>> 16) & 255) * w11;
        }
      }
      out[at] = r * share;
      out[at + 1] = g * share;
      out[at + 2] = b * share;
      out[at + 3] = 255;
    }
  }
  return out;
}

const samplesFor = ({ a, b }: Similarity, spacing: number) =>
  Math.min(MAX_SAMPLES, Math.max(1, Math.round(Math.hypot(a, b) / spacing)));
