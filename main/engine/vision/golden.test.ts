import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadedVision, createVision } from './createVision';
import { readImageFile } from './decodeImage';
import type { AlignedCrop, Box, FivePoints, Point, RgbaImage } from './types';

interface Golden {
  file: string;
  box: Box;
  score: number;
  points: Point[];
  five: FivePoints;
  tiles: number[][];
  norm: number;
  vector: number[];
  live: number;
}

const folder = path.join(process.cwd(), 'main/engine/vision/golden');
const golden = JSON.parse(readFileSync(path.join(folder, 'golden.json'), 'utf8')) as Golden[]; // our own file

let vision: LoadedVision;
beforeAll(async () => {
  vision = await createVision({
    modelsDir: path.join(process.cwd(), 'models'),
    provider: 'cpu',
    threads: 1,
  });
});
afterAll(() => vision.close());

const farthest = (found: readonly number[], expected: readonly number[]) =>
  Math.max(...found.map((value, i) => Math.abs(value - expected[i]!)));

function tiles({ data }: AlignedCrop): number[] {
  const sums = new Float64Array(64 * 3);
  for (let y = 0; y < 112; y++) {
    for (let x = 0; x < 112; x++) {
      const tile = Math.floor(y / 14) * 8 + Math.floor(x / 14);
      for (let c = 0; c < 3; c++) sums[tile * 3 + c]! += data[(y * 112 + x) * 4 + c]! / 196;
    }
  }
  return [...sums];
}

describe.each(golden)('against an independent computation, $file', (expected) => {
  let image: RgbaImage;
  beforeAll(async () => {
    image = await readImageFile(path.join(folder, expected.file));
  });

  it('detects the one face within a tenth of a pixel', async () => {
    const faces = await vision.detect(image);
    expect(faces).toHaveLength(1);
    expect(farthest(faces[0]!.box, expected.box)).toBeLessThan(0.1);
    expect(faces[0]!.score).toBeCloseTo(expected.score, 3);
  });

  it('places 68 points within a tenth of a pixel', async () => {
    const { all, five } = await vision.landmarks(image, { box: expected.box, score: 1 });
    expect(all).toHaveLength(68);
    expect(farthest(all.flat(), expected.points.flat())).toBeLessThan(0.1);
    expect(farthest(five.flat(), expected.five.flat())).toBeLessThan(0.1);
  });

  it('aligns to the same picture within one grey level', () => {
    const crop = vision.align(image, expected);
    expect(crop.size).toBe(112);
    expect(farthest(tiles(crop), expected.tiles.flat())).toBeLessThan(1);
  });

  it('embeds to the same vector within a cosine of 0.9995 and the same length within 1 %', async () => {
    const [embedding] = await vision.embed([vision.align(image, expected)]);
    const cosine = expected.vector.reduce((sum, v, i) => sum + v * embedding!.vector[i]!, 0);
    expect(cosine).toBeGreaterThan(0.9995);
    expect(embedding!.norm / expected.norm).toBeCloseTo(1, 2);
    expect(Math.hypot(...embedding!.vector)).toBeCloseTo(1, 5);
  });

  it('judges liveness the same within 0.002', async () => {
    expect(Math.abs((await vision.liveness(image, expected.box)) - expected.live)).toBeLessThan(
      0.002,
    );
  });
});
