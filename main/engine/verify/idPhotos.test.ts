import { beforeEach, describe, expect, it } from 'vitest';
import type { Quality } from '../../../preload/contract/shapes';
import { quality } from '../store/testing/fixtures';
import type { Box, Detection, Vision } from '../vision/types';
import { createIdPhotos } from './idPhotos';

const SIZE = { width: 400, height: 400 };
const face = (x: number, y: number, side: number): Detection => ({
  box: [x, y, side, side],
  score: 0.9,
});

let faces: Detection[];
let live: (box: Box) => number;
let measured: Quality;
let now: number;

/** Models that find `faces`; a face's embedding tells its place. */
const vision = (): Vision =>
  ({
    detect: () => Promise.resolve(faces),
    landmarks: (_image: unknown, { box }: Detection) =>
      Promise.resolve({ all: [], five: [box.slice(0, 2)] }),
    align: (_image: unknown, { landmarks }: { landmarks?: { five: number[][] } }) => ({
      size: 1,
      data: new Uint8ClampedArray(landmarks?.five[0] ?? []),
    }),
    embed: (crops: { data: Uint8ClampedArray }[]) =>
      Promise.resolve(crops.map(() => ({ vector: Float32Array.of(1, 0), norm: 20 }))),
    liveness: (_image: unknown, box: Box) => Promise.resolve(live(box)),
    quality: () => measured,
  }) as unknown as Vision; // only what is asked here

const photos = () =>
  createIdPhotos({
    vision: vision(),
    decode: () => Promise.resolve({ ...SIZE, data: new Uint8Array(SIZE.width * SIZE.height * 4) }),
    encodeJpeg: () => Promise.resolve(Uint8Array.of(1)),
    livenessThreshold: () => 0.5,
    now: () => now,
  });
const bytes = Uint8Array.of(0);

beforeEach(() => {
  faces = [face(150, 150, 100)];
  live = () => 0.1;
  measured = quality();
  now = 0;
});

describe('a file with the photo of an ID', () => {
  it('gives its one face, ready to be compared', async () => {
    const p = photos();
    const { photoId, likely } = await p.read(bytes, 'file');
    expect(likely).toBe(0);
    expect(p.pick(photoId, 0)).toMatchObject({ problem: null, vector: Float32Array.of(1, 0) });
  });

  it('with a small second picture of the holder is about the large one', async () => {
    faces = [face(150, 150, 100), face(330, 330, 30)];
    expect((await photos().read(bytes, 'file')).faces).toHaveLength(1);
  });

  it.each([
    ['no face', () => (faces = []), 'NO_FACE'],
    [
      'two faces of a size',
      () => (faces = [face(80, 150, 100), face(220, 150, 100)]),
      'SEVERAL_FACES',
    ],
    ['a face too small', () => (faces = [face(190, 190, 20)]), 'POOR_QUALITY'],
  ])('is refused with %s', async (_what, change, code) => {
    change();
    await expect(photos().read(bytes, 'file')).rejects.toMatchObject({ code });
  });

  it('that is weak can be compared, and says what is weak', async () => {
    faces = [face(175, 175, 50)];
    const p = photos();
    const { photoId, faces: found } = await p.read(bytes, 'file');
    expect(found[0]!.problem).toBe('TOO_FAR');
    expect(p.pick(photoId, 0).problem).toBe('TOO_FAR');
  });
});

describe('a snapshot', () => {
  it('of a person holding a document means the smaller face', async () => {
    faces = [face(300, 300, 50), face(50, 50, 150)];
    live = ([, , side]) => (side > 100 ? 0.98 : 0.02);
    const p = photos();
    const { photoId, faces: found, likely } = await p.read(bytes, 'snapshot');
    expect(found.map(({ widthPx }) => widthPx)).toEqual([150, 50]);
    expect(likely).toBe(1);
    expect(p.pick(photoId, 1)).toMatchObject({ crop: Uint8Array.of(1) });
    expect(() => p.pick(photoId, 0)).toThrow(expect.objectContaining({ code: 'LIVE_FACE' }));
  });

  it('of the person alone compares nobody with himself', async () => {
    live = () => 0.9;
    const p = photos();
    const { photoId } = await p.read(bytes, 'snapshot');
    expect(() => p.pick(photoId, 0)).toThrow(expect.objectContaining({ code: 'LIVE_FACE' }));
  });
});

describe('a photo at hand', () => {
  it('is gone once another was read, once it was forgotten, and after ten minutes', async () => {
    const p = photos();
    const gone = expect.objectContaining({ code: 'PHOTO_GONE' });
    const first = await p.read(bytes, 'file');
    const second = await p.read(bytes, 'file');
    expect(() => p.pick(first.photoId, 0)).toThrow(gone);
    expect(() => p.pick(second.photoId, 7)).toThrow(gone);
    now += 11 * 60_000;
    expect(() => p.pick(second.photoId, 0)).toThrow(gone);
    const third = await p.read(bytes, 'file');
    p.forget();
    expect(() => p.pick(third.photoId, 0)).toThrow(gone);
  });
});
