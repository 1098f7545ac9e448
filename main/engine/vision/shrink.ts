import { kernel, PIECE } from './kernel/kernel';
import { type ChannelPlan, pixelWords } from './pixels';
import type { Box, RgbaImage } from './types';

/** Largest factor: the sums of 16 x 16 bytes still fit 16 bits. */
const MAX_FACTOR = 16;

/**
 * The whole factor by which `region` shrinks to `width` x `height`, where it begins on a pixel; 0
 * where there is none. A camera's frames nearly always have one (640 or 1280 to 320).
 */
export function wholeFactor([x, y, w, h]: Box, width: number, height: number): number {
  const factor = w / width;
  const whole = [factor, x, y].every((value) => Number.isInteger(value) && value >= 0);
  return whole && factor <= MAX_FACTOR && factor * height === h ? factor : 0;
}

/**
 * Shrinks by a whole factor: each output is the mean of a square of pixels, coded by `plan`. The
 * square may reach over the right and lower edge, which counts as black.
 */
export function shrinkWhole(
  image: RgbaImage,
  [left, top]: Box,
  factor: number,
  { width, height }: { width: number; height: number },
  plan: ChannelPlan & { planes: Int32Array },
  out: Float32Array,
): void {
  const picture = { ...image, pixels: pixelWords(image) };
  const columns = width * factor;
  const lines = Math.max(1, Math.min(height, Math.floor(PIECE / (4 * columns * factor))));
  const [src, to] = kernel.lay(4 * columns * factor * lines, 3 * (4 * width * lines + 16));
  const share = 1 / (factor * factor);
  kernel.code(
    plan.scale.map((scale) => scale * share),
    plan.shift,
    factor % 4,
  );
  for (let y = 0; y < height; y += lines) {
    const rows = Math.min(lines, height - y);
    kernel.load(picture, [left, top + y * factor, columns, rows * factor], src);
    const plane = 4 * width * rows + 16;
    kernel.run.shrink(src, factor, width, rows, to, plane);
    for (let c = 0; c < 3; c++) {
      const from = (to + c * plane) >> 2;
      out.set(kernel.floats.subarray(from, from + width * rows), plan.planes[c]! + y * width);
    }
  }
}
