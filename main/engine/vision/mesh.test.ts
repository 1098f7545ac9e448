import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadedVision, createVision } from './createVision';
import { readImageFile } from './decodeImage';
import type { Point } from './types';

const root = process.cwd();
const golden = JSON.parse(
  readFileSync(path.join(root, 'scripts/models/facemesh.golden.json'), 'utf8'),
) as { stills: { file: string; face: number; points: number[] }[] }; // our own file

let vision: LoadedVision;
const runs: string[] = [];
beforeAll(async () => {
  const onRun = (role: string) => void runs.push(role);
  vision = await createVision({
    modelsDir: path.join(root, 'models'),
    provider: 'cpu',
    threads: 1,
    onRun,
  });
});
afterAll(() => vision.close());

const still = (file: string) => readImageFile(path.join(root, 'main/engine/vision/golden', file));

describe('the mesh of a face', () => {
  it('is not run for recognition', async () => {
    const image = await still(golden.stills[0]!.file);
    const [face] = await vision.detect(image);
    await vision.landmarks(image, face!);
    expect(runs).not.toContain('mesh');
  });

  it.each(golden.stills)('of $file lies where the published network puts it', async (expected) => {
    const image = await still(expected.file);
    const [face] = await vision.detect(image);
    const { points, face: flag } = await vision.mesh(image, face!.box);
    expect(points).toHaveLength(468);
    const off = points.map(([x, y], i) =>
      Math.hypot(x - expected.points[2 * i]!, y - expected.points[2 * i + 1]!),
    );
    expect(Math.max(...off)).toBeLessThan(face!.box[2] / 100);
    expect(flag).toBeCloseTo(expected.face, 2);
  });

  it('agrees with the 68 points about where the eyes are', async () => {
    const image = await still(golden.stills[0]!.file);
    const [face] = await vision.detect(image);
    const { five } = await vision.landmarks(image, face!);
    const { points } = await vision.mesh(image, face!.box);
    const middle = (a: number, b: number): Point => [
      (points[a]![0] + points[b]![0]) / 2,
      (points[a]![1] + points[b]![1]) / 2,
    ];
    for (const [eye, [x, y]] of [
      [five[0], middle(33, 133)],
      [five[1], middle(362, 263)],
    ] as const) {
      expect(Math.hypot(eye[0] - x, eye[1] - y)).toBeLessThan(face!.box[2] * 0.05);
    }
  });

  it('says of a picture without a face that it is none', async () => {
    const { width, height } = await still(golden.stills[0]!.file);
    const data = new Uint8ClampedArray(width * height * 4).map((_, i) => (i * 7919) % 251);
    const { face } = await vision.mesh({ width, height, data }, [100, 100, 120, 150]);
    expect(face).toBeLessThan(0.1);
  });
});
