import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVision, type LoadedVision } from './createVision';
import { readImageFile } from './decodeImage';
import { iou } from './geometry';
import { findFaces } from './tiles';
import type { Box, RgbaImage } from './types';

const [LEFT, TOP] = [8111, 200];
let vision: LoadedVision;
let wide: RgbaImage;
/** The face as it is found in the portrait by itself, in the wide picture's pixels. */
let there: Box;

/** A portrait somewhere in a grey picture 16,000 pixels wide. */
beforeAll(async () => {
  vision = await createVision({ modelsDir: path.resolve('models'), provider: 'cpu', threads: 2 });
  const file = path.join(import.meta.dirname, 'golden', 'franck_02159.jpg');
  const portrait = await readImageFile(file);
  const [width, height] = [16_000, TOP + portrait.height + 100];
  wide = { width, height, data: new Uint8Array(width * height * 4).fill(120) };
  for (let y = 0; y < portrait.height; y++) {
    const line = portrait.data.subarray(y * portrait.width * 4, (y + 1) * portrait.width * 4);
    wide.data.set(line, ((TOP + y) * width + LEFT) * 4);
  }
  const [x, y, w, h] = (await vision.detect(portrait))[0]!.box;
  there = [x + LEFT, y + TOP, w, h];
});
afterAll(() => vision.close());

it('finds a face that the whole of a very wide picture does not show, once and where it is', async () => {
  expect(await vision.detect(wide)).toEqual([]);
  const found = await findFaces(vision, wide, { smallestPx: 60, untilFound: true });
  expect(found).toHaveLength(1);
  expect(iou(found[0]!.box, there)).toBeGreaterThan(0.8);
}, 30_000);
