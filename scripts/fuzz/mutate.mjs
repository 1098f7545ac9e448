import { crc32 } from 'node:zlib';
import { parts, sizeFields } from './parts.mjs';

/** Whole numbers that follow from `seed` alone: `draw(n)` is 0 to n - 1 (mulberry32, public domain). */
export function numbers(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  };
}

const SIZES = [0, 1, 2, 7, 8, 16, 255, 256, 4095, 7000, 16_383, 32_768, 65_535, 0x7fffffff];
const noise = (draw, length) => Buffer.from(Array.from({ length }, () => draw(256)));
const without = (bytes, start, end) =>
  Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
const put = (bytes, at, more) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
const pick = (list, draw) => list[draw(list.length)];

/** A stretch of the file, more often short than long. */
function stretch(bytes, draw) {
  const start = draw(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + draw(1 + (bytes.length >> draw(10))))];
}

/** Each takes a copy it may write to, and draws; what it returns is the mutant. */
export const mutations = {
  flipBits(bytes, draw) {
    for (let i = draw(16); i >= 0; i--) bytes[draw(bytes.length)] ^= 1 << draw(8);
    return bytes;
  },
  overwrite(bytes, draw) {
    const [start, end] = stretch(bytes, draw);
    bytes
      .subarray(start, end)
      .set(draw(2) ? noise(draw, end - start) : Buffer.alloc(end - start, pick([0, 255], draw)));
    return bytes;
  },
  truncate: (bytes, draw) => bytes.subarray(0, draw(bytes.length)),
  cutOut: (bytes, draw) => without(bytes, ...stretch(bytes, draw)),
  insertNoise: (bytes, draw) => put(bytes, draw(bytes.length), noise(draw, 1 + draw(64))),
  deletePart(bytes, draw) {
    const { start, end } = pick(parts(bytes), draw);
    return without(bytes, start, end);
  },
  doublePart(bytes, draw) {
    const { start, end } = pick(parts(bytes), draw);
    return put(bytes, draw(4) ? end : pick(parts(bytes), draw).start, bytes.subarray(start, end));
  },
  /** The part's own length, or what stands right behind it. */
  editPartHead(bytes, draw) {
    const { start, data } = pick(parts(bytes), draw);
    const end = Math.min(bytes.length, data + 8);
    for (let i = draw(3); i >= 0; i--) bytes[start + draw(Math.max(1, end - start))] = draw(256);
    return bytes;
  },
  editSize(bytes, draw) {
    for (const { at, write } of sizeFields(bytes)) {
      if (draw(3)) write(draw(2) ? pick(SIZES, draw) : draw(4096), at);
    }
    return bytes;
  },
};

/** Puts the checksums of a PNG's chunks right, so that a change is not refused for its checksum. */
export function repairPng(bytes) {
  if (bytes[0] !== 0x89) return bytes;
  for (const { start, end } of parts(bytes)) {
    const whole = end - start >= 12 && start + 12 + bytes.readUInt32BE(start) === end;
    if (whole) bytes.writeUInt32BE(crc32(bytes.subarray(start + 4, end - 4)), end - 4);
  }
  return bytes;
}

/**
 * Mutant `index` of a run: always the same for the same originals, seed and index. One to three
 * mutations of one original; every other PNG gets its checksums repaired.
 *
 * @param {{ name: string, bytes: Buffer }[]} originals
 * @param {number} seed
 * @param {number} index
 * @returns {{ name: string, kinds: string[], bytes: Buffer }}
 */
export function mutant(originals, seed, index) {
  const draw = numbers(Math.imul(seed, 1_000_003) + index);
  const original = originals[index % originals.length];
  let bytes = Buffer.from(original.bytes);
  const kinds = [];
  for (let i = pick([0, 0, 0, 1, 2], draw); i >= 0 && bytes.length > 0; i--) {
    const kind = pick(Object.keys(mutations), draw);
    bytes = Buffer.from(mutations[kind](bytes, draw));
    kinds.push(kind);
  }
  if (draw(2)) bytes = repairPng(bytes);
  return { name: `${index} ${original.name}`, kinds, bytes };
}
