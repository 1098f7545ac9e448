import type { Similarity } from './geometry';
import { kernel, PIECE } from './kernel/kernel';
import { pixelWords } from './pixels';
import type { RgbaImage } from './types';

/** Samples per output pixel and axis; more than this change nothing that can be seen. */
const MAX_SAMPLES = 8;

/**
 * Draws a `size` x `size` RGBA picture whose pixel (x, y) is the image at `toImage`(x, y): bilinear,
 * and where the image is shrunk the mean of round(scale)² samples, 8² at most. Outside the image is
 * black, alpha is 255; so is all of it where `toImage` is not finite. `spacing` 2 takes a quarter of the samples, two pixels apart: enough to
 * measure light, not to recognise.
 */
export function warp(
  image: RgbaImage,
  toImage: Similarity,
  size: number,
  spacing: 1 | 2 = 1,
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(size * size * 4);
  const picture = { ...image, pixels: pixelWords(image) };
  if (!Object.values(toImage).every(Number.isFinite)) {
    for (let alpha = 3; alpha < out.length; alpha += 4) out[alpha] = 255;
    return out;
  }
  draw(picture, toImage, samplesFor(toImage, spacing), [0, 0, size, size], { size, out });
  return out;
}

type Tile = readonly [x: number, y: number, w: number, h: number];

/** Draws one tile of the output, in halves where the pixels it needs are more than a piece. */
function draw(
  picture: { pixels: Int32Array; width: number; height: number },
  toImage: Similarity,
  n: number,
  [x, y, w, h]: Tile,
  target: { size: number; out: Uint8ClampedArray },
): void {
  const { left, top, right, bottom } = reach(toImage, n, [x, y, w, h], picture);
  // One column and row more, which a sample on the last pixel reads with weight 0.
  const [columns, rows] = [right - left + 2, bottom - top + 2];
  if (columns * rows * 4 > PIECE && w * h > 1) {
    const halves: Tile[] =
      w >= h
        ? [
            [x, y, w >> 1, h],
            [x + (w >> 1), y, w - (w >> 1), h],
          ]
        : [
            [x, y, w, h >> 1],
            [x, y + (h >> 1), w, h - (h >> 1)],
          ];
    for (const half of halves) draw(picture, toImage, n, half, target);
    return;
  }
  const [src, to] = kernel.lay(columns * rows * 4, w * h * 4);
  kernel.load(picture, [left, top, columns, rows], src);
  const { a, b, tx, ty } = toImage;
  const first = 0.5 / n - 0.5;
  for (let line = 0; line < h; line++) {
    const [u, v] = [x + first, y + line + first];
    const sx = a * u - b * v + tx - left;
    const sy = b * u + a * v + ty - top;
    const at = to + line * w * 4;
    kernel.run.warp(src, columns, right - left, bottom - top, sx, sy, a / n, b / n, n, at, w);
    target.out.set(kernel.bytes.subarray(at, at + w * 4), ((y + line) * target.size + x) * 4);
  }
}

/**
 * First and last column and row of pixels that the tile's samples read. Where they leave the image
 * one black pixel stands for all that lies beyond.
 */
function reach(
  { a, b, tx, ty }: Similarity,
  n: number,
  [x, y, w, h]: Tile,
  { width, height }: { width: number; height: number },
) {
  const margin = 0.5 / n - 0.5;
  const us = [x + margin, x + w - 1 - margin];
  const vs = [y + margin, y + h - 1 - margin];
  const xs = us.flatMap((u) => vs.map((v) => a * u - b * v + tx));
  const ys = us.flatMap((u) => vs.map((v) => b * u + a * v + ty));
  const between = (value: number, least: number, most: number) =>
    Math.min(Math.max(value, least), most);
  const left = between(Math.floor(Math.min(...xs)), -1, width);
  const top = between(Math.floor(Math.min(...ys)), -1, height);
  const right = between(Math.floor(Math.max(...xs)) + 1, left, width);
  const bottom = between(Math.floor(Math.max(...ys)) + 1, top, height);
  return { left, top, right, bottom };
}

const samplesFor = ({ a, b }: Similarity, spacing: number) =>
  Math.min(MAX_SAMPLES, Math.max(1, Math.round(Math.hypot(a, b) / spacing)));
