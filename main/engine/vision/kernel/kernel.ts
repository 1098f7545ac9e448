import { kernelWasm } from './kernelWasm';

/** What kernel.wat exports; addresses are bytes of its memory. */
interface Exports {
  memory: WebAssembly.Memory;
  shrink(
    src: number,
    factor: number,
    width: number,
    rows: number,
    out: number,
    plane: number,
  ): void;
  blend(
    src: number,
    stride: number,
    taps: number,
    weights: number,
    out: number,
    count: number,
  ): void;
  gather(
    line: number,
    taps: number,
    first: number,
    weights: number,
    out: number,
    count: number,
    plane: number,
  ): void;
  warp(
    src: number,
    stride: number,
    right: number,
    bottom: number,
    x: number,
    y: number,
    dx: number,
    dy: number,
    n: number,
    out: number,
    count: number,
  ): void;
}

/** Where the code of the channels stands; what is loaded begins at `free`. */
const SHIFT = 4;
const MASK = 8;
const FREE = 64;
const PAGE = 65_536;
/** A step of a loop may read or write this far beyond what it is given. */
export const MARGIN = 64;
/** Pixels are loaded in pieces of about this many bytes, which stay in a core's own cache. */
export const PIECE = 256 * 1024;

const align = (address: number) => (address + 15) & ~15;

/**
 * The pixel loops in WebAssembly SIMD and the memory they work in. There is one in a process: a call
 * loads what it needs, runs and copies the result out before the next begins.
 */
class Kernel {
  readonly run: Exports;
  words: Int32Array;
  floats: Float32Array;
  bytes: Uint8Array;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(kernelWasm, 'base64'));
    this.run = new WebAssembly.Instance(module).exports as unknown as Exports; // kernel.wat
    const { buffer } = this.run.memory;
    this.words = new Int32Array(buffer);
    this.floats = new Float32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  /** Addresses of blocks of these sizes (bytes), one after the other; what was there is lost. */
  lay<const T extends readonly number[]>(...sizes: T): { [K in keyof T]: number } {
    let end = FREE;
    const addresses = sizes.map((size) => {
      const at = end;
      end = align(end + size + MARGIN);
      return at;
    });
    const missing = end - this.words.byteLength;
    if (missing > 0) {
      this.run.memory.grow(Math.ceil(missing / PAGE));
      const { buffer } = this.run.memory;
      this.words = new Int32Array(buffer);
      this.floats = new Float32Array(buffer);
      this.bytes = new Uint8Array(buffer);
    }
    return addresses as { [K in keyof T]: number }; // one address a size
  }

  /** Sets scale and shift of red, green and blue, and how many pixels of four the mask lets through. */
  code(scale: ArrayLike<number>, shift: ArrayLike<number>, through = 0): void {
    for (let i = 0; i < 4; i++) {
      this.floats[i] = scale[i] ?? 0;
      this.floats[SHIFT + i] = shift[i] ?? 0;
      this.words[MASK + i] = i < through ? -1 : 0;
    }
  }

  /**
   * Loads `columns` x `rows` pixels from (left, top) of a picture to `at`, line after line; what lies
   * outside the picture is zero (black).
   */
  load(
    picture: { pixels: Int32Array; width: number; height: number },
    [left, top, columns, rows]: readonly [number, number, number, number],
    at: number,
  ): void {
    const { pixels, width, height } = picture;
    const to = at >> 2;
    if (left === 0 && columns === width && top >= 0 && top + rows <= height) {
      this.words.set(pixels.subarray(top * width, (top + rows) * width), to);
      return;
    }
    const from = Math.min(Math.max(left, 0), width);
    const end = Math.min(Math.max(left + columns, from), width);
    const whole = from === left && end === left + columns && top >= 0 && top + rows <= height;
    if (!whole) this.words.fill(0, to, to + columns * rows);
    if (from === end) return;
    const last = Math.min(top + rows, height);
    for (let y = Math.max(top, 0); y < last; y++) {
      const line = pixels.subarray(y * width + from, y * width + end);
      this.words.set(line, to + (y - top) * columns + from - left);
    }
  }
}

export const kernel = new Kernel();
