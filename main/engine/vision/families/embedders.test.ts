import { describe, expect, it } from 'vitest';
import { ARCFACE_TEMPLATE, createAligner } from '../align';
import { createEmbedder } from '../embed';
import type { EmbedderEntry } from '../manifest';
import { inputOf, someModel } from '../testing/entries';
import { createGraph, openModel, picture } from '../testing/networks';
import type { AlignedCrop, FacePlace, FivePoints } from '../types';

const someEmbedder = {
  ...someModel,
  role: 'embedder' as const,
  outputs: { embedding: 'embedding' },
  dimension: 3,
  metric: 'cosine' as const,
  batch: 1,
};
const arcface = (input: EmbedderEntry['input'], batch = 1): EmbedderEntry => ({
  ...someEmbedder,
  family: 'arcface-112',
  input,
  batch,
  template: ARCFACE_TEMPLATE.map(([x, y]) => [x, y]) as FivePoints, // five of five
});
const facenet = (scale: number): EmbedderEntry => ({
  ...someEmbedder,
  family: 'facenet-160',
  input: inputOf(160, 160, 'RGB', 127.5, 128),
  crop: { rule: 'box-inside', scale },
});

/** A network whose embedding is the mean of each of its three input planes, as fed. */
function planeMeans(side: number, count: number | string = 1): Uint8Array {
  const graph = createGraph('means');
  graph.input('input', [count, 3, side, side]);
  graph.node('ReduceMean', ['input'], { axes: [2, 3], keepdims: 0 }, ['embedding']);
  graph.output('embedding', [count, 3]);
  return graph.bytes();
}

function plain(size: number, rgb: [number, number, number]): AlignedCrop {
  const { data } = picture(size, size, { at: [0, 0, size, size], rgb });
  return { size, data: Uint8ClampedArray.from(data) };
}

async function embed(entry: EmbedderEntry, bytes: Uint8Array, ...crops: AlignedCrop[]) {
  const [session] = await openModel(entry, bytes);
  const found = await createEmbedder(entry, session!).embed(crops);
  return found.map(({ vector, norm }) => [...vector].map((v) => v * norm));
}

describe('the arcface-112 family', () => {
  it.each([
    { channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1], expected: [200, 100, 50] },
    { channels: 'BGR', mean: [0, 0, 0], std: [1, 1, 1], expected: [50, 100, 200] },
    { channels: 'RGB', mean: [100, 90, 80], std: [10, 20, 30], expected: [10, 0.5, -1] },
    { channels: 'BGR', mean: [100, 90, 80], std: [10, 20, 30], expected: [-5, 0.5, 4] },
  ] as const)(
    'feeds $channels as (v − $mean) / $std, each in the order of the planes',
    async ({ channels, mean, std, expected }) => {
      const input = { ...inputOf(112, 112, channels), mean: [...mean], std: [...std] };
      const [found] = await embed(arcface(input), planeMeans(112), plain(112, [200, 100, 50]));
      expected.forEach((value, i) => expect(found![i]).toBeCloseTo(value, 4));
    },
  );

  it('embeds in batches what it embeds one by one, in the same order', async () => {
    const crops = [10, 60, 110, 160, 210].map((v) => plain(112, [v, 255 - v, 40]));
    const bytes = planeMeans(112, 'batch');
    const input = inputOf(112, 112, 'RGB', 127.5, 127.5);
    const alone = await embed(arcface(input), bytes, ...crops);
    for (const batch of [2, 5, 16]) {
      expect(await embed(arcface(input, batch), bytes, ...crops)).toEqual(alone);
    }
  });

  it('is refused by name where it has another dimension than listed', async () => {
    const entry = { ...arcface(inputOf(112, 112)), dimension: 128 };
    await expect(embed(entry, planeMeans(112), plain(112, [1, 2, 3]))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: output "embedding" has 3 numbers, not 128',
    });
  });

  it('is refused by name where its vectors are no numbers', async () => {
    const entry = arcface(inputOf(112, 112, 'RGB', NaN));
    await expect(embed(entry, planeMeans(112), plain(112, [1, 2, 3]))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      detail: { file: 'test.onnx' },
    });
  });

  it('goes by the five points alone, which fall on its template', () => {
    const align = createAligner(arcface(inputOf(112, 112)));
    const five = ARCFACE_TEMPLATE.map(([x, y]) => [x + 20, y + 30]) as FivePoints; // five of five
    const image = picture(200, 200, { at: [58, 81, 2, 2], rgb: [255, 255, 255] });
    const { data, size } = align(image, { box: [0, 0, 1, 1], five });
    expect(size).toBe(112);
    // Shifted by (20, 30): the white pixels at (58, 81) come to (38, 51).
    expect(data[(51 * 112 + 38) * 4]).toBe(255);
    expect(data[(60 * 112 + 38) * 4]).toBe(0);
  });
});

describe('the facenet-160 family', () => {
  const nowhere: FivePoints = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  const red = [255, 0, 0] as [number, number, number];
  const share = ({ data, size }: AlignedCrop) =>
    Array.from({ length: size * size }, (_, i) => data[i * 4]! / 255).reduce((a, b) => a + b) /
    size ** 2;

  it('cuts the box out with its margin and stretches it, whatever the points', () => {
    const align = createAligner(facenet(1.25));
    const face: FacePlace = { box: [100, 80, 80, 160], five: nowhere };
    const crop = align(picture(400, 400, { at: [100, 80, 80, 160], rgb: red }), face);
    expect(crop.size).toBe(160);
    // The crop is 100 x 200; 16 of its 160 pixels on each side are margin, up, down and sideways.
    const at = (x: number, y: number) => crop.data[(y * 160 + x) * 4]!;
    expect([at(14, 80), at(17, 80), at(142, 80), at(145, 80)]).toEqual([0, 255, 255, 0]);
    expect([at(80, 14), at(80, 17), at(80, 142), at(80, 145)]).toEqual([0, 255, 255, 0]);
    expect(share(crop)).toBeCloseTo(0.64, 2);
    expect(crop.data[3]).toBe(255);
  });

  it('has no margin where the picture ends', () => {
    const align = createAligner(facenet(1.25));
    const image = picture(100, 100, { at: [0, 0, 100, 100], rgb: red });
    const whole = align(image, { box: [0, 0, 100, 100], five: nowhere });
    expect(share(whole)).toBeGreaterThan(0.99);
    const corner = align(image, { box: [-20, -20, 60, 60], five: nowhere });
    expect(share(corner)).toBeGreaterThan(0.99);
  });

  it('feeds red, green, blue as (v − 127.5) / 128 and gives unit vectors', async () => {
    const entry = facenet(1.2);
    const align = createAligner(entry);
    const image = picture(200, 200, { at: [0, 0, 200, 200], rgb: [255, 128, 0] });
    const crop = align(image, { box: [50, 50, 60, 60], five: nowhere });
    const [session] = await openModel(entry, planeMeans(160));
    const [found] = await createEmbedder(entry, session!).embed([crop]);
    const raw = [127.5, 0.5, -127.5].map((v) => v / 128);
    const norm = Math.hypot(...raw);
    expect(found!.norm).toBeCloseTo(norm, 4);
    raw.forEach((v, i) => expect(found!.vector[i]).toBeCloseTo(v / norm, 4));
  });
});
