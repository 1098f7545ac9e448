import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { JsColorType, Transformer } from '@napi-rs/image';
import { Fault } from '../../../preload/contract/faults';
import { readImageHeader } from './imageHeader';
import type { AlignedCrop, RgbaImage } from './types';

/** 50 megapixels are 200 MB decoded; cameras of people's faces stay far below. */
export const MAX_PIXELS = 50_000_000;
const CUT_SHORT = 'it is damaged or cut short';
const MAX_FILE_BYTES = 200_000_000;

/**
 * Decodes a JPEG, PNG or WebP picture to RGBA, turned upright by its EXIF orientation, on white
 * where it is transparent. `name` is how errors call it. The size is read from the header and
 * refused before a pixel is decoded.
 * Throws Fault IMAGE_UNREADABLE (detail.name, detail.reason) or IMAGE_TOO_LARGE.
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<RgbaImage> {
  const header = readImageHeader(bytes);
  if (header === null) throw unreadable(name, whyNoHeader(bytes));
  const { width, height } = header;
  if (width === 0 || height === 0) throw unreadable(name, 'it has no pixels');
  if (width * height > MAX_PIXELS) {
    const detail = { name, width, height, limit: MAX_PIXELS };
    throw new Fault(
      'IMAGE_TOO_LARGE',
      `${name} is too large: ${width} x ${height} pixels, the limit is ${MAX_PIXELS / 1e6} megapixels`,
      detail,
    );
  }
  if (header.components === 4) {
    throw unreadable(name, 'it is a CMYK picture for print; save it as RGB');
  }
  if (!header.complete) throw unreadable(name, CUT_SHORT);
  try {
    const transformer = new Transformer(bytes);
    const { orientation = 1, colorType } = await transformer.metadata(true);
    const pixels = await transformer.rotate().rawPixels();
    const turned = orientation >= 5;
    return toRgba(pixels, turned ? height : width, turned ? width : height, colorType, name);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw unreadable(name, CUT_SHORT, cause);
  }
}

/** Reads and decodes a picture file. Throws Fault FILE_UNREADABLE, IMAGE_UNREADABLE or IMAGE_TOO_LARGE. */
export async function readImageFile(file: string): Promise<RgbaImage> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES) throw unreadable(file, `it has ${size} bytes`);
    bytes = await readFile(file);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Fault(
      'FILE_UNREADABLE',
      `${file} cannot be read (${code})`,
      { file, code },
      { cause },
    );
  }
  return decodeImage(bytes, path.basename(file));
}

/** JPEG bytes of an aligned crop, for a thumbnail. `quality` 1 to 100. */
export async function encodeJpeg({ data, size }: AlignedCrop, quality = 85): Promise<Uint8Array> {
  return new Uint8Array(await Transformer.fromRgbaPixels(data, size, size).jpeg(quality));
}

function unreadable(name: string, reason: string, cause?: unknown): Fault {
  return new Fault(
    'IMAGE_UNREADABLE',
    `${name} cannot be used: ${reason}`,
    { name, reason },
    { cause },
  );
}

function whyNoHeader(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'the file is empty';
  return 'it is not a JPEG, PNG or WebP picture, or it breaks off at once';
}

/** Channels of a pixel by colour type; 16-bit pictures are read by their high byte (little-endian). */
const LAYOUTS: Partial<Record<JsColorType, { channels: number; bytes: number }>> = {
  [JsColorType.L8]: { channels: 1, bytes: 1 },
  [JsColorType.La8]: { channels: 2, bytes: 1 },
  [JsColorType.Rgb8]: { channels: 3, bytes: 1 },
  [JsColorType.Rgba8]: { channels: 4, bytes: 1 },
  [JsColorType.L16]: { channels: 1, bytes: 2 },
  [JsColorType.La16]: { channels: 2, bytes: 2 },
  [JsColorType.Rgb16]: { channels: 3, bytes: 2 },
  [JsColorType.Rgba16]: { channels: 4, bytes: 2 },
};

function toRgba(
  pixels: Uint8Array,
  width: number,
  height: number,
  colorType: JsColorType,
  name: string,
): RgbaImage {
  const layout = LAYOUTS[colorType];
  const count = width * height;
  if (layout === undefined) throw unreadable(name, 'its pixels are floating-point numbers');
  const { channels, bytes } = layout;
  if (pixels.length !== count * channels * bytes)
    throw unreadable(name, 'its size and pixels disagree');
  const data = new Uint8Array(count * 4);
  if (bytes === 1 && (channels === 3 || channels === 1)) {
    fillOpaque(pixels, channels, new Uint32Array(data.buffer));
    return { width, height, data };
  }
  const step = channels * bytes;
  const high = bytes - 1;
  const colour = channels >= 3;
  const alphaAt = channels === 2 || channels === 4 ? (channels - 1) * bytes + high : -1;
  for (let i = 0, from = 0, to = 0; i < count; i++, from += step, to += 4) {
    const alpha = alphaAt < 0 ? 255 : pixels[from + alphaAt]!;
    const paper = 255 - alpha;
    for (let c = 0; c < 3; c++) {
      const value = pixels[from + (colour ? c * bytes : 0) + high]!;
      data[to + c] = alpha === 255 ? value : Math.round((value * alpha) / 255 + paper);
    }
    data[to + 3] = 255;
  }
  return { width, height, data };
}

/** The commonest layouts, colour and grey without transparency, as one word a pixel. */
function fillOpaque(pixels: Uint8Array, channels: 1 | 3, words: Uint32Array): void {
  if (channels === 1) {
    for (let i = 0; i < words.length; i++) words[i] = 0xff000000 | (pixels[i]! * 0x010101);
    return;
  }
  for (let i = 0, at = 0; i < words.length; i++, at += 3) {
    words[i] = 0xff000000 | (pixels[at + 2]! << 16) | (pixels[at + 1]! << 8) | pixels[at]!;
  }
}
