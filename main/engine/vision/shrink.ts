import { type ChannelPlan, pixelWords } from './pixels';
import type { Box, RgbaImage } from './types';

/** Largest factor: the sums of 16 x 16 bytes still fit 16 bits. */
const MAX_FACTOR = 16;
/** Red and blue of a pixel word; their sums stay apart, red in the lower and blue in the upper half. */
const RED_BLUE = 0xff00ff;

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
  const pixels = pixelWords(image);
  // Known to be whole; said so that the loops below run on integers.
  const side = factor | 0;
  const startX = left | 0;
  const startY = top | 0;
  const stride = image.width | 0;
  const share = 1 / (side * side);
  const [s0, s1, s2] = [plan.scale[0]! * share, plan.scale[1]! * share, plan.scale[2]! * share];
  const [t0, t1, t2] = [plan.shift[0]!, plan.shift[1]!, plan.shift[2]!];
  const [p0, p1, p2] = [plan.planes[0]!, plan.planes[1]!, plan.planes[2]!];
  for (let y = 0, to = 0; y < height; y++) {
    const lines = Math.max(0, Math.min(side, image.height - startY - y * side));
    for (let x = 0; x < width; x++, to++) {
      const columns = Math.max(0, Math.min(side, stride - startX - x * side));
      let line = (startY + y * side) * stride + startX + x * side;
      let redBlue = 0;
      let green = 0;
      if (lines === 2 && columns === 2) {
        // The commonest case by far, written out: it halves the time of the whole function.
        const a = pixels[line]!;
        const b = pixels[line + 1]!;
        const c = pixels[line + stride]!;
        const d = pixels[line + stride + 1]!;
        redBlue = ((a & RED_BLUE) + (b & RED_BLUE) + (c & RED_BLUE) + (d & RED_BLUE)) | 0;
        green = ((a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00)) >>> 8;
      } else {
        for (let j = 0; j < lines; j++, line += stride) {
          for (let i = 0; i < columns; i++) {
            const pixel = pixels[line + i]!;
            redBlue = (redBlue + (pixel & RED_BLUE)) | 0;
            green += (pixel >>> 8) & 255;
          }
        }
      }
      out[p0 + to] = (redBlue & 0xffff) * s0 + t0;
      out[p1 + to] = green * s1 + t1;
      out[p2 + to] = (redBlue >>> 16) * s2 + t2;
    }
  }
}
