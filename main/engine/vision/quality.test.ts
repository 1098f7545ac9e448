import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Quality } from '../../../preload/contract/shapes';
import { type LoadedVision, createVision } from './createVision';
import { readImageFile } from './decodeImage';
import {
  PATCH,
  illuminationUniformity,
  inFrameQuality,
  interEyeDistanceQuality,
  overExposurePrevention,
  poseQuality,
  ramp,
  recognisabilityQuality,
  sharpnessQuality,
  underExposurePrevention,
  unifiedQuality,
} from './quality';
import { Resizer } from './resample';
import type { RgbaImage } from './types';

const patch = (luma: (x: number, y: number) => number) =>
  Float32Array.from({ length: PATCH * PATCH }, (_, i) => luma(i % PATCH, Math.floor(i / PATCH)));
const falling = (values: number[]) => values.every((v, i) => i === 0 || v < values[i - 1]!);

describe('quality components', () => {
  it('ramp is 0 at the worst, 100 at the best and straight in between, either way round', () => {
    expect([ramp(0, 2, 6), ramp(3, 2, 6), ramp(9, 2, 6)]).toEqual([0, 25, 100]);
    expect([ramp(9, 6, 2), ramp(3, 6, 2), ramp(0, 6, 2)]).toEqual([0, 75, 100]);
  });

  it('size falls with the distance between the eyes', () => {
    expect(falling([40, 30, 20, 10, 5].map(interEyeDistanceQuality).slice(0, 4))).toBe(true);
    expect(interEyeDistanceQuality(5)).toBe(0);
  });

  it('sharpness falls with blur and does not change with brightness or contrast', () => {
    const wave = (period: number, gain = 1) =>
      patch((x, y) => 120 + gain * 60 * Math.sin((2 * Math.PI * (x + y)) / period));
    expect(falling([14, 18, 22, 26].map((period) => sharpnessQuality(wave(period))))).toBe(true);
    expect(sharpnessQuality(wave(18, 0.3))).toBeCloseTo(sharpnessQuality(wave(18)), 3);
    expect(sharpnessQuality(patch(() => 90))).toBe(0);
  });

  it('under-exposure prevention falls towards black and does not mind light', () => {
    const at = (level: number) => underExposurePrevention(patch(() => level));
    expect([at(100), at(255)]).toEqual([100, 100]);
    expect(falling([100, 60, 40, 25].map(at))).toBe(true);
    expect(at(5)).toBe(0);
  });

  it('over-exposure prevention falls towards white and does not mind the dark', () => {
    const at = (level: number) => overExposurePrevention(patch(() => level));
    expect([at(10), at(150)]).toEqual([100, 100]);
    expect(falling([150, 210, 230, 243].map(at))).toBe(true);
    expect(at(255)).toBe(0);
  });

  it('both count what is clipped even where the mean is right', () => {
    const even = patch(() => 133);
    expect(overExposurePrevention(patch((x) => (x < 24 ? 255 : 60)))).toBeLessThan(
      overExposurePrevention(even),
    );
    expect(underExposurePrevention(patch((x) => (x < 24 ? 0 : 200)))).toBeLessThan(
      underExposurePrevention(even),
    );
  });

  it('illumination uniformity falls as one side of the face darkens', () => {
    const at = (left: number) => illuminationUniformity(patch((x) => (x < PATCH / 2 ? left : 160)));
    expect(at(160)).toBe(100);
    expect(falling([160, 120, 90, 60].map(at))).toBe(true);
    expect(at(30)).toBe(0);
  });

  it('pose falls with each angle, least with tilt', () => {
    const pose = (yawDeg: number, pitchDeg: number, rollDeg: number) =>
      poseQuality({ yawDeg, pitchDeg, rollDeg });
    expect(pose(0, 0, 0)).toBe(100);
    expect(falling([0, 20, 40, 60, 80].map((angle) => pose(angle, 0, 0)))).toBe(true);
    expect(pose(0, -30, 0)).toBeCloseTo(75, 5);
    expect(pose(0, 0, 30)).toBeGreaterThan(pose(0, 30, 0));
  });

  it('in-frame is full inside the picture and 0 with a third of the box outside', () => {
    const size = { width: 100, height: 100 };
    expect(inFrameQuality([10, 10, 50, 60], size)).toBe(100);
    expect(inFrameQuality([-5, 10, 50, 60], size)).toBeCloseTo(66.67, 1);
    expect(inFrameQuality([70, 10, 50, 60], size)).toBe(0);
  });

  it('recognisability passes 50 at the weakest frontal faces', () => {
    const norms = { noFace: 2.6, covered: 2.9, frontal: 3.1, typical: 3.6 };
    expect([2, 2.6, 3.1, 3.6, 5].map((n) => recognisabilityQuality(n, norms))).toEqual([
      0, 0, 50, 100, 100,
    ]);
  });

  it('unified is low as soon as one component is, and counts recognisability once it is known', () => {
    const good = {
      interEyeDistance: 90,
      sharpness: 90,
      underExposurePrevention: 90,
      overExposurePrevention: 100,
      illuminationUniformity: 90,
      pose: 90,
      inFrame: 90,
    };
    expect(unifiedQuality(good, null)).toBeCloseTo(90, 5);
    expect(unifiedQuality({ ...good, sharpness: 0 }, null)).toBeLessThan(30);
    expect(unifiedQuality(good, 10)).toBeCloseTo(30, 5);
  });
});

describe('quality of a real face', () => {
  let vision: LoadedVision;
  let still: RgbaImage;
  beforeAll(async () => {
    const root = process.cwd();
    vision = await createVision({
      modelsDir: path.join(root, 'models'),
      provider: 'cpu',
      threads: 1,
    });
    still = await readImageFile(path.join(root, 'main/engine/vision/golden/franck_02159.jpg'));
  });
  afterAll(() => vision.close());

  async function judge(image: RgbaImage): Promise<Quality> {
    const [face] = await vision.detect(image, 0.3);
    const landmarks = await vision.landmarks(image, face!);
    const [embedding] = await vision.embed([
      vision.align(image, { box: face!.box, five: landmarks.five }),
    ]);
    return vision.quality(image, face!.box, landmarks, embedding!.norm);
  }

  /** Shrunk to `width` and, for `back`, grown to the old size again: what blur and distance do. */
  function rescaled(image: RgbaImage, width: number): RgbaImage {
    const height = Math.round((image.height * width) / image.width);
    const planes = new Float32Array(width * height * 3);
    const code = { channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1] } as const;
    new Resizer(width, height).resize(image, [0, 0, image.width, image.height], code, planes);
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) data[i * 4 + c] = planes[c * width * height + i]!;
    }
    return { width, height, data };
  }

  it('is above 60 for a good frontal picture', async () => {
    const { unified, yawDeg, pitchDeg, rollDeg } = await judge(still);
    expect(unified).toBeGreaterThan(60);
    for (const angle of [yawDeg, pitchDeg, rollDeg]) expect(Math.abs(angle)).toBeLessThan(15);
  });

  it('falls step by step as the picture darkens', async () => {
    const dimmed = (gain: number): RgbaImage => {
      const data = still.data.slice();
      for (let i = 0; i < data.length; i++) if (i % 4 !== 3) data[i] = data[i]! * gain;
      return { ...still, data };
    };
    const found = [];
    for (const gain of [1, 0.5, 0.3, 0.2]) found.push(await judge(dimmed(gain)));
    expect(falling(found.map((q) => q.underExposurePrevention))).toBe(true);
    expect(falling(found.map(({ unified }) => unified))).toBe(true);
    expect(found.at(-1)!.overExposurePrevention).toBe(100);
  });

  it('falls step by step as the face gets blurred', async () => {
    const found = [];
    for (const width of [240, 120, 80, 60])
      found.push(await judge(rescaled(rescaled(still, width), 720)));
    expect(falling(found.map(({ sharpness }) => sharpness))).toBe(true);
    expect(falling(found.map(({ unified }) => unified))).toBe(true);
  });

  it('falls in size as the face gets smaller', async () => {
    const found = [];
    for (const width of [200, 150, 100]) found.push(await judge(rescaled(still, width)));
    expect(falling(found.map((q) => q.interEyeDistance))).toBe(true);
  });

  it('turns its signs over in a mirrored picture', async () => {
    const mirror = new Uint8ClampedArray(still.data.length);
    for (let i = 0; i < still.width * still.height; i++) {
      const [x, y] = [i % still.width, Math.floor(i / still.width)];
      const from = (y * still.width + still.width - 1 - x) * 4;
      mirror.set(still.data.subarray(from, from + 4), i * 4);
    }
    const straight = await judge(still);
    const mirrored = await judge({ ...still, data: mirror });
    expect(Math.abs(mirrored.yawDeg + straight.yawDeg)).toBeLessThan(5);
    expect(Math.abs(mirrored.rollDeg + straight.rollDeg)).toBeLessThan(3);
    expect(straight.yawDeg).toBeGreaterThan(3);
  });
});
