import type { Similarity } from './geometry';
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

/** How RGB bytes become the numbers a network wants: (v − mean[c]) / std[c], planes in `channels` order. */
export interface PixelCode {
  channels: 'RGB' | 'BGR' | 'GREY';
  mean: readonly number[];
  std: readonly number[];
}

/**
 * Resamples regions of RGBA images to a fixed size as planar floats. One instance serves one input
 * size and keeps its scratch memory and, while region and image size stay the same (as in a stream
 * of frames), its weights.
 */
export class Resizer {
  private key = '';
  private horizontal: Axis | undefined;
  private vertical: Axis | undefined;
  private row = new Float32Array(0);

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  /**
   * Writes `region` (pixels of `image`, fractions allowed, may reach outside: black) as
   * width x height floats to `out`: one plane a channel, (v − mean) / std.
   */
  resize(image: RgbaImage, region: Box, code: PixelCode, out: Float32Array): void {
    const { horizontal, vertical } = this.axes(image, region);
    const span = columnsUsed(horizontal, this.width);
    if (this.row.length < span.count * 3) this.row = new Float32Array(span.count * 3);
    const { scale, shift, planes } = channelPlan(code, this.width * this.height);
    for (let y = 0; y < this.height; y++) {
      blendRows(image, vertical, y, span.from, span.count, this.row);
      const base = y * this.width;
      if (planes === null) this.writeGrey(horizontal, span.from, base, scale, shift, out);
      else this.writeColour(horizontal, span.from, base, scale, shift, planes, out);
    }
  }

  private axes(image: RgbaImage, [x, y, w, h]: Box): { horizontal: Axis; vertical: Axis } {
    const key = `${image.width} ${image.height} ${x} ${y} ${w} ${h}`;
    if (this.horizontal === undefined || this.vertical === undefined || key !== this.key) {
      this.horizontal = makeAxis(image.width, x, x + w, this.width);
      this.vertical = makeAxis(image.height, y, y + h, this.height);
      this.key = key;
    }
    return { horizontal: this.horizontal, vertical: this.vertical };
  }

  private writeColour(
    { taps, first, weights }: Axis,
    from: number,
    base: number,
    scale: Float32Array,
    shift: Float32Array,
    planes: Int32Array,
    out: Float32Array,
  ): void {
    const row = this.row;
    const [p0, p1, p2] = [planes[0]! + base, planes[1]! + base, planes[2]! + base];
    const [s0, s1, s2] = [scale[0]!, scale[1]!, scale[2]!];
    const [t0, t1, t2] = [shift[0]!, shift[1]!, shift[2]!];
    for (let x = 0; x < this.width; x++) {
      let at = (first[x]! - from) * 3;
      let r = 0;
      let g = 0;
      let b = 0;
      const end = (x + 1) * taps;
      for (let k = x * taps; k < end; k++, at += 3) {
        const weight = weights[k]!;
        r += weight * row[at]!;
        g += weight * row[at + 1]!;
        b += weight * row[at + 2]!;
      }
      out[p0 + x] = r * s0 + t0;
      out[p1 + x] = g * s1 + t1;
      out[p2 + x] = b * s2 + t2;
    }
  }

  /** Luma as in ITU-R BT.601. */
  private writeGrey(
    { taps, first, weights }: Axis,
    from: number,
    base: number,
    scale: Float32Array,
    shift: Float32Array,
    out: Float32Array,
  ): void {
    const row = this.row;
    for (let x = 0; x < this.width; x++) {
      let at = (first[x]! - from) * 3;
      let grey = 0;
      const end = (x + 1) * taps;
      for (let k = x * taps; k < end; k++, at += 3) {
        grey += weights[k]! * (0.299 * row[at]! + 0.587 * row[at + 1]! + 0.114 * row[at + 2]!);
      }
      out[base + x] = grey * scale[0]! + shift[0]!;
    }
  }
}

function columnsUsed({ taps, first }: Axis, count: number): { from: number; count: number } {
  const from = first[0] ?? 0;
  return { from, count: (first[count - 1] ?? 0) + taps - from };
}

/** One output row before it is resampled sideways: RGB floats, the source rows weighted and added. */
function blendRows(
  { width, data }: RgbaImage,
  { taps, first, weights }: Axis,
  y: number,
  from: number,
  count: number,
  row: Float32Array,
): void {
  let started = false;
  for (let k = 0; k < taps; k++) {
    const weight = weights[y * taps + k]!;
    if (weight === 0) continue;
    let at = ((first[y]! + k) * width + from) * 4;
    const end = count * 3;
    if (started) {
      for (let i = 0; i < end; i += 3, at += 4) {
        row[i] = row[i]! + weight * data[at]!;
        row[i + 1] = row[i + 1]! + weight * data[at + 1]!;
        row[i + 2] = row[i + 2]! + weight * data[at + 2]!;
      }
    } else {
      started = true;
      for (let i = 0; i < end; i += 3, at += 4) {
        row[i] = weight * data[at]!;
        row[i + 1] = weight * data[at + 1]!;
        row[i + 2] = weight * data[at + 2]!;
      }
    }
  }
  if (!started) row.fill(0, 0, count * 3);
}

/** (v − mean) / std as v·scale + shift for red, green, blue, and where each one's plane begins. */
export function channelPlan(
  { channels, mean, std }: PixelCode,
  plane: number,
): { scale: Float32Array; shift: Float32Array; planes: Int32Array | null } {
  const order = channels === 'BGR' ? [2, 1, 0] : [0, 1, 2];
  const used = channels === 'GREY' ? [0] : order;
  const scale = Float32Array.from(used, (c) => 1 / std[c]!);
  const shift = Float32Array.from(used, (c) => -mean[c]! / std[c]!);
  return {
    scale,
    shift,
    planes: channels === 'GREY' ? null : Int32Array.from(order, (c) => c * plane),
  };
}

/**
 * Draws a `size` x `size` RGBA picture whose pixel (x, y) is the image at `toImage`(x, y): bilinear,
 * and where the image is shrunk the mean of up to 8 x 8 samples. Outside the image is black.
 */
export function warp(image: RgbaImage, toImage: Similarity, size: number): Uint8ClampedArray {
  const out = new Uint8ClampedArray(size * size * 4);
  const scale = Math.hypot(toImage.a, toImage.b);
  const n = Math.min(8, Math.max(1, Math.round(scale)));
  const share = 1 / (n * n);
  const rgb = new Float64Array(3);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at += 4) {
      rgb.fill(0);
      for (let j = 0; j < n; j++) {
        const v = y + (j + 0.5) / n - 0.5;
        for (let i = 0; i < n; i++) {
          const u = x + (i + 0.5) / n - 0.5;
          addSample(
            image,
            toImage.a * u - toImage.b * v + toImage.tx,
            toImage.b * u + toImage.a * v + toImage.ty,
            rgb,
          );
        }
      }
      out[at] = rgb[0]! * share;
      out[at + 1] = rgb[1]! * share;
      out[at + 2] = rgb[2]! * share;
      out[at + 3] = 255;
    }
  }
  return out;
}

function addSample(
  { width, height, data }: RgbaImage,
  x: number,
  y: number,
  rgb: Float64Array,
): void {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  if (x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height) {
    const p = (y0 * width + x0) * 4;
    const q = p + width * 4;
    const w00 = (1 - fx) * (1 - fy);
    const w10 = fx * (1 - fy);
    const w01 = (1 - fx) * fy;
    const w11 = fx * fy;
    rgb[0]! += data[p]! * w00 + data[p + 4]! * w10 + data[q]! * w01 + data[q + 4]! * w11;
    rgb[1]! += data[p + 1]! * w00 + data[p + 5]! * w10 + data[q + 1]! * w01 + data[q + 5]! * w11;
    rgb[2]! += data[p + 2]! * w00 + data[p + 6]! * w10 + data[q + 2]! * w01 + data[q + 6]! * w11;
    return;
  }
  for (let j = 0; j < 2; j++) {
    for (let i = 0; i < 2; i++) {
      const column = x0 + i;
      const line = y0 + j;
      if (column < 0 || line < 0 || column >= width || line >= height) continue;
      const weight = (i === 0 ? 1 - fx : fx) * (j === 0 ? 1 - fy : fy);
      const p = (line * width + column) * 4;
      for (let c = 0; c < 3; c++) rgb[c]! += data[p + c]! * weight;
    }
  }
}
