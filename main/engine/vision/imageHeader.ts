/** What a picture file says of itself before anything is decoded. Sizes are before EXIF rotation. */
export interface ImageHeader {
  format: 'jpeg' | 'png' | 'webp';
  width: number;
  height: number;
  /** JPEG only: 1 grey, 3 colour, 4 inks (CMYK or YCCK). */
  components: number;
  /** False where the file visibly ends too early; many decoders fill the rest with grey and say nothing. */
  complete: boolean;
}

/**
 * Reads size and format from the first bytes of a JPEG (ITU-T T.81), PNG (ISO/IEC 15948) or WebP
 * (RFC 9649) file. Returns null for anything else and for a file that ends before its size.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return readJpeg(bytes, view);
    if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
      return readPng(view);
    if (isText(bytes, 0, 'RIFF') && isText(bytes, 8, 'WEBP')) return readWebp(bytes, view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // RangeError: read past the end
  }
  return null;
}

function readJpeg(bytes: Uint8Array, view: DataView): ImageHeader | null {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (standalone) {
      at += 2;
      continue;
    }
    // Start of frame, any coding; C4, C8 and CC share the range and are tables or reserved.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      const enough = marker > LAST_HUFFMAN || bytes.length - at >= leastJpegBytes(width, height);
      return {
        format: 'jpeg',
        height,
        width,
        components: view.getUint8(at + 9),
        complete: enough && endsJpeg(bytes, at),
      };
    }
    if (marker === 0xd9 || marker === 0xda) return null; // pixels or end before any size
    at += 2 + view.getUint16(at + 2);
  }
}

/** Baseline, extended and progressive frames with Huffman codes (ITU-T T.81, table B.1). */
const LAST_HUFFMAN = 0xc2;

/**
 * Each block of 8 x 8 pixels takes one bit at the least, for its mean (T.81, F.1.2.1 and G.1.2.1). A
 * small file that claims a great picture would be decoded to grey, at the cost of the great one.
 */
const leastJpegBytes = (width: number, height: number) =>
  (Math.ceil(width / 8) * Math.ceil(height / 8)) / 8;

/** Whether an end-of-image marker follows: in coded pixels the pair FF D9 cannot occur. */
function endsJpeg(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

function readPng(view: DataView): ImageHeader {
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    components: 3,
    complete: true,
  };
}

function readWebp(bytes: Uint8Array, view: DataView): ImageHeader | null {
  const size = (width: number, height: number): ImageHeader => ({
    format: 'webp',
    width,
    height,
    components: 3,
    complete: view.getUint32(4, true) + 8 <= bytes.length,
  });
  if (isText(bytes, 12, 'VP8 ')) {
    return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  }
  if (isText(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (isText(bytes, 12, 'VP8X')) {
    const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    return size(uint24(24) + 1, uint24(27) + 1);
  }
  return null;
}

function startsWith(bytes: Uint8Array, from: number, expected: readonly number[]): boolean {
  return expected.every((value, i) => bytes[from + i] === value);
}

const isText = (bytes: Uint8Array, from: number, text: string) =>
  startsWith(
    bytes,
    from,
    Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)),
  );
