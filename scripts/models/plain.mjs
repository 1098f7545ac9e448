// Pictures in the plainest way that follows the recipe: floats, one loop a pixel, nothing shared with
// the engine. Golden vectors are made from these.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Transformer } from '@napi-rs/image';
import { root } from '../lib/paths.mjs';

/** Where stills and golden vectors lie. */
export const folder = path.join(root, 'main/engine/vision/golden');
export const STILLS = ['franck_02159.jpg', 'franck_02683.jpg'];

/** A still by name: its size, and `at(x, y, channel)` of it. */
export async function readStill(name) {
  const transformer = new Transformer(readFileSync(path.join(folder, name)));
  const { width, height } = await transformer.metadata();
  const bytes = await transformer.rawPixels();
  if (bytes.length !== width * height * 3) throw new TypeError(`${name} is not plain RGB`);
  return { width, height, at: (x, y, c) => bytes[(y * width + x) * 3 + c] };
}

/** Bilinear, black outside. */
function sample(image, x, y, c) {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  let sum = 0;
  for (const [px, wx] of [
    [x0, 1 - (x - x0)],
    [x0 + 1, x - x0],
  ]) {
    for (const [py, wy] of [
      [y0, 1 - (y - y0)],
      [y0 + 1, y - y0],
    ]) {
      const inside = px >= 0 && py >= 0 && px < image.width && py < image.height;
      if (inside && wx * wy > 0) sum += image.at(px, py, c) * wx * wy;
    }
  }
  return sum;
}

/** Mean of nx x ny bilinear samples about (x, y) of the output; `place` maps output to image. */
function average(image, place, x, y, nx, ny, c) {
  let sum = 0;
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const [sx, sy] = place(x + (i + 0.5) / nx, y + (j + 0.5) / ny);
      sum += sample(image, sx - 0.5, sy - 0.5, c);
    }
  }
  return sum / (nx * ny);
}

/** An output picture of [height][width][red, green, blue] numbers. */
export function draw(image, width, height, place, nx, ny) {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) =>
      [0, 1, 2].map((c) => average(image, place, x, y, nx, ny, c)),
    ),
  );
}

/** A box of the picture, [left, top, right, bottom], scaled to width x height. */
export function cutOut(image, [left, top, right, bottom], width, height) {
  const sx = (right - left) / width;
  const sy = (bottom - top) / height;
  const place = (u, v) => [left + u * sx, top + v * sy];
  return draw(
    image,
    width,
    height,
    place,
    Math.max(1, Math.round(sx)),
    Math.max(1, Math.round(sy)),
  );
}

/** One plane of numbers a channel, in the order of `channels`. */
export function planes(picture, channels, code) {
  return Float32Array.from(
    channels.flatMap((c) => picture.flatMap((row) => row.map((pixel) => code(pixel[c])))),
  );
}
