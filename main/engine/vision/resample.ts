import { kernel, PIECE } from './kernel/kernel';
import { type ChannelPlan, type PixelCode, channelPlan, pixelWords } from './pixels';
import { shrinkWhole, wholeFactor } from './shrink';
import type { Box, RgbaImage } from './types';

/** Samples along one axis: output i is the sum over t of weights[i·taps + t] · source[first[i] + t]. */
interface Axis {
  taps: number;
  first: Int32Array;
  weights: Float32Array;
}

/** More samples than this per output pixel and axis change nothing that can be seen. */
const MAX_SAMPLES = 64;

/**
 * Weights for resampling `[from, to)` of an axis of `size` source pixels to `count` outputs. Each
 * output is the mean of round(scale) bilinear samples, which is an area average when shrinking and
 * plain bilinear when growing. What lies outside the source counts as zero (black).
 */
function makeAxis(size: number, from: number, to: number, count: number): Axis {
  const step = (to - from) / count;
  const samples = Math.min(MAX_SAMPLES, Math.max(1, Math.round(step)));
  const at = (i: number, s: number) => from + step * (i + (s + 0.5) / samples) - 0.5;
  let taps = 1;
  for (let i = 0; i < count; i++) {
    taps = Math.max(taps, Math.ceil(at(i, samples - 1)) - Math.floor(at(i, 0)) + 1);
  }
  taps = Math.min(taps, size);
  const first = new Int32Array(count);
  const weights = new Float32Array(count * taps);
  const add = (i: number, source: number, weight: number) => {
    if (weight === 0 || source < 0 || source >= size) return;
    weights[i * taps + source - first[i]!]! += weight;
  };
  for (let i = 0; i < count; i++) {
    first[i] = Math.min(Math.max(Math.floor(at(i, 0)), 0), size - taps);
    for (let s = 0; s < samples; s++) {
      const left = Math.floor(at(i, s));
      const right = at(i, s) - left;
      add(i, left, (1 - right) / samples);
      add(i, left + 1, right / samples);
    }
  }
  return { taps, first, weights };
}

/** Red, green and blue in brightness, ITU-R BT.601. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * Resamples regions of RGBA images to a fixed size as planar floats. One instance serves one input
 * size and keeps, while region and image size stay the same (as in a stream of frames), its weights.
 */
export class Resizer {
  private key = '';
  private axes: { horizontal: Axis; vertical: Axis } | undefined;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  /**
   * Writes `region` (pixels of `image`, fractions allowed, may reach outside: black) as
   * width x height floats to `out`: one plane a channel, (v − mean) / std.
   */
  resize(image: RgbaImage, region: Box, code: PixelCode, out: Float32Array): void {
    const { scale, shift, planes } = channelPlan(code, this.width * this.height);
    const factor = wholeFactor(region, this.width, this.height);
    if (factor > 0 && planes !== null) {
      const size = { width: this.width, height: this.height };
      shrinkWhole(image, region, factor, size, { scale, shift, planes }, out);
      return;
    }
    this.resample(image, this.axesFor(image, region), { scale, shift, planes }, out);
  }

  private axesFor(image: RgbaImage, [x, y, w, h]: Box) {
    const key = `${image.width} ${image.height} ${x} ${y} ${w} ${h}`;
    if (this.axes === undefined || key !== this.key) {
      this.axes = {
        horizontal: makeAxis(image.width, x, x + w, this.width),
        vertical: makeAxis(image.height, y, y + h, this.height),
      };
      this.key = key;
    }
    return this.axes;
  }

  /** Down first, then across, over as many lines at a time as fit a piece of memory. */
  private resample(
    image: RgbaImage,
    { horizontal, vertical }: { horizontal: Axis; vertical: Axis },
    { scale, shift, planes }: ChannelPlan,
    out: Float32Array,
  ): void {
    const { width, height } = this;
    const picture = { ...image, pixels: pixelWords(image) };
    const { from, count } = columnsUsed(horizontal, width);
    const room = Math.max(vertical.taps, Math.floor(PIECE / (4 * count)));
    const [down, across, first, line, to, src] = kernel.lay(
      vertical.weights.byteLength,
      horizontal.weights.byteLength,
      horizontal.first.byteLength,
      16 * count,
      3 * 4 * width,
      4 * count * room,
    );
    kernel.floats.set(vertical.weights, down >> 2);
    kernel.floats.set(horizontal.weights, across >> 2);
    kernel.words.set(
      horizontal.first.map((column) => column - from),
      first >> 2,
    );
    if (planes === null) {
      kernel.code(
        LUMA.map((share) => share * scale[0]!),
        [shift[0]!],
      );
    } else kernel.code(scale, shift);
    const plane = planes === null ? 0 : 4 * width;
    let loaded = { top: 0, end: 0 };
    for (let y = 0; y < height; y++) {
      const top = vertical.first[y]!;
      if (top + vertical.taps > loaded.end) {
        loaded = { top, end: Math.min(top + room, image.height) };
        kernel.load(picture, [from, top, count, loaded.end - top], src);
      }
      const lines = src + 4 * count * (top - loaded.top);
      const weights = down + 4 * vertical.taps * y;
      kernel.run.blend(lines, 4 * count, vertical.taps, weights, line, count);
      kernel.run.gather(line, horizontal.taps, first, across, to, width, plane);
      for (let c = 0; c < (planes?.length ?? 1); c++) {
        const start = (to + c * plane) >> 2;
        const base = (planes?.[c] ?? 0) + y * width;
        out.set(kernel.floats.subarray(start, start + width), base);
      }
    }
  }
}

function columnsUsed({ taps, first }: Axis, count: number): { from: number; count: number } {
  const from = first[0] ?? 0;
  return { from, count: (first[count - 1] ?? 0) + taps - from };
}
