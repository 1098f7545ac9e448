import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Transformer, compressJpeg, pngQuantize } from '@napi-rs/image';
import { root } from '../lib/paths.mjs';

const STILLS = ['franck_02159.jpg', 'franck_02683.jpg'];
const SIDE = 96;

/** Waves in every channel, and in the transparency where it is kept. */
function drawn(alpha) {
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    data.set([(x * 5) & 255, (x ^ y) & 255, (x * y) & 255, alpha ? (y * 3) & 255 : 255], i * 4);
  }
  return Transformer.fromRgbaPixels(data, SIDE, SIDE);
}

/** A TIFF block that says "turned a quarter" (orientation 6), as a JPEG segment behind the start. */
function turned(jpeg) {
  const tiff = [
    0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
  ];
  const body = Buffer.from([...Buffer.from('Exif\0\0', 'latin1'), ...tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/**
 * The 20 pictures that mutants are made of: JPEG baseline and progressive, colour and grey, with
 * EXIF; PNG in five colour types; WebP lossy, lossless and with transparency. Two are of a face.
 *
 * @returns {Promise<{ name: string, bytes: Buffer }[]>}
 */
export async function makeOriginals() {
  const stills = STILLS.map((file) =>
    readFileSync(path.join(root, 'main/engine/vision/golden', file)),
  );
  const found = [];
  const add = (name, bytes) => found.push({ name, bytes: Buffer.from(bytes) });
  for (const [at, still] of stills.entries()) {
    const small = () => new Transformer(still).resize(200);
    const baseline = await small().jpeg(80);
    add(`still ${at} baseline.jpg`, baseline);
    add(`still ${at} progressive.jpg`, await compressJpeg(baseline, { optimizeScans: true }));
    add(`still ${at} grey.jpg`, await small().grayscale().jpeg(60));
    add(`still ${at} turned.jpg`, turned(baseline));
    add(`still ${at}.png`, await small().png());
    add(`still ${at}.webp`, await small().webp(70));
  }
  add('drawn.png', await drawn(false).png());
  add('drawn transparent.png', await drawn(true).png());
  add('drawn grey.png', await drawn(false).grayscale().png());
  add(
    'drawn palette.png',
    await pngQuantize(await drawn(false).png(), { minQuality: 0, maxQuality: 60 }),
  );
  add('drawn transparent.webp', await drawn(true).webp(60));
  add('drawn lossless.webp', await drawn(false).webpLossless());
  add('drawn transparent lossless.webp', await drawn(true).webpLossless());
  add('drawn.jpg', await drawn(false).jpeg(95));
  return found;
}
