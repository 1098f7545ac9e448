/** Where the pieces of a picture file lie, `end` exclusive; `data` is where a piece's content begins. */

/**
 * The segments of a JPEG (each scan with its coded pixels as one piece), the chunks of a PNG or WebP
 * file; a single piece for anything else and where there is none. A walk that leaves the file stops
 * at its end.
 *
 * @param {Buffer} bytes
 * @returns {{ start: number, data: number, end: number }[]}
 */
export function parts(bytes) {
  const found = walk(bytes);
  return found.length > 0 ? found : [{ start: 0, data: 0, end: bytes.length }];
}

function walk(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegParts(bytes);
  if (bytes[0] === 0x89) return chunks(bytes, 8, (at) => bytes.readUInt32BE(at) + 12);
  if (bytes.toString('latin1', 0, 4) === 'RIFF') {
    return chunks(bytes, 12, (at) => {
      const size = bytes.readUInt32LE(at + 4);
      return 8 + size + (size % 2);
    });
  }
  return [];
}

function chunks(bytes, first, lengthAt) {
  const found = [];
  for (let at = first; at + 8 <= bytes.length;) {
    const end = Math.min(bytes.length, at + lengthAt(at));
    found.push({ start: at, data: Math.min(at + 8, end), end });
    at = end;
  }
  return found;
}

function jpegParts(bytes) {
  const found = [];
  for (let at = 2; at + 4 <= bytes.length;) {
    let end = Math.min(bytes.length, at + 2 + bytes.readUInt16BE(at + 2));
    if (bytes[at + 1] === 0xda) end = endOfScan(bytes, end);
    found.push({ start: at, data: Math.min(at + 4, end), end });
    at = end;
  }
  return found;
}

/** The next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes, from) {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1];
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/**
 * Where a file says its width and height, and how: empty where it cannot be found.
 *
 * @param {Buffer} bytes
 * @returns {{ at: number, write: (value: number, at: number) => void }[]}
 */
export function sizeFields(bytes) {
  const big16 = (value, at) => bytes.writeUInt16BE(value & 0xffff, at);
  const big32 = (value, at) => bytes.writeUInt32BE(value >>> 0, at);
  const little = (value, at) => bytes.writeUInt16LE(value & 0xffff, at);
  const fields = (write, ...places) =>
    places.filter((at) => at + 4 <= bytes.length).map((at) => ({ at, write }));
  if (bytes[0] === 0x89) return fields(big32, 16, 20);
  if (bytes[0] === 0xff) {
    const frame = parts(bytes).find(({ start }) => [0xc0, 0xc1, 0xc2].includes(bytes[start + 1]));
    return frame ? fields(big16, frame.start + 5, frame.start + 7) : [];
  }
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return fields(little, 24, 27);
  if (kind === 'VP8L') return fields(little, 21);
  return kind === 'VP8 ' ? fields(little, 26, 28) : [];
}
