import { type PixelCode, channelPlan, pixelWords } from './pixels';
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

/**
 * Resamples regions of RGBA images to a fixed size as planar floats. One instance serves one input
 * size and keeps its scratch memory and, while region and image size stay the same (as in a stream
 * of frames), its weights.
 */
export class Resizer {
  private key = '';
  private horizontal: Axis | undefined;
  private vertical: Axis | undefined;
  private row = new Float64Array(0);

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
    const { horizontal, vertical } = this.axes(image, region);
    const pixels = pixelWords(image);
    const span = columnsUsed(horizontal, this.width);
    if (this.row.length < span.count * 3) this.row = new Float64Array(span.count * 3);
    for (let y = 0; y < this.height; y++) {
      blendRows(pixels, image.width, vertical, y, span.from, span.count, this.row);
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

/** One output row before it is resampled sideways: RGB, the source rows weighted and added in pairs. */
function blendRows(
  pixels: Int32Array,
  width: number,
  { taps, first, weights }: Axis,
  y: number,
  from: number,
  count: number,
  row: Float64Array,
): void {
  const top = first[y]!;
  for (let k = 0; k < taps; k += 2) {
    const paired = k + 1 < taps;
    const w0 = weights[y * taps + k]!;
    const w1 = paired ? weights[y * taps + k + 1]! : 0;
    if (k > 0 && w0 === 0 && w1 === 0) continue;
    let p = (top + k) * width + from;
    let q = paired ? p + width : p;
    const end = count * 3;
    if (k === 0) {
      for (let i = 0; i < end; i += 3) {
        const c = pixels[p++]!;
        const d = pixels[q++]!;
        row[i] = (c & 255) * w0 + (d & 255) * w1;
        row[i + 1] = ((c >>> 8) & 255) * w0 + ((d >>> 8) & 255) * w1;
        row[i + 2] = ((c >>> 16) & 255) * w0 + ((d >>> 16) & 255) * w1;
      }
    } else {
      for (let i = 0; i < end; i += 3) {
        const c = pixels[p++]!;
        const d = pixels[q++]!;
        row[i] = row[i]! + (c & 255) * w0 + (d & 255) * w1;
        row[i + 1] = row[i + 1]! + ((c >>> 8) & 255) * w0 + ((d >>> 8) & 255) * w1;
        row[i + 2] = row[i + 2]! + ((c >>> 16) & 255) * w0 + ((d >>> 16) & 255) * w1;
      }
    }
  }
}
