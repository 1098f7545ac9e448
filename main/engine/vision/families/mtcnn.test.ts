import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImageFile } from '../decodeImage';
import { createDetector } from '../detect';
import { filesOf, loadOverlay, readVerified } from '../manifest';
import { someCascade as cascade } from '../testing/entries';
import { createGraph, openModel, picture } from '../testing/networks';
import { type MtcnnEntry, pyramid } from './cascadeSteps';

/** Of each cell, how red it is on average, 1 for a cell all red; every box grows to the right by half. */
function proposer(): Uint8Array {
  const graph = createGraph('propose');
  graph.input('input', [1, 3, 'height', 'width']);
  const mean = (from: string, planes: number) =>
    graph.node('Conv', [
      from,
      graph.floats(
        [1, planes, 3, 3],
        [...Array<number>(9).fill(1 / 9), ...Array<number>(9 * (planes - 1)).fill(0)],
      ),
    ]);
  const pooled = graph.node('MaxPool', [mean('input', 3)], {
    kernel_shape: [2, 2],
    strides: [2, 2],
    auto_pad: 'SAME_UPPER',
  });
  const red = mean(mean(pooled, 1), 1);
  const head = (name: string, weights: number[], constants: number[]) => {
    const sides = [weights.length, 1, 1, 1];
    const bias = graph.floats([weights.length], constants);
    graph.node('Conv', [red, graph.floats(sides, weights), bias], {}, [name]);
    graph.output(name, [1, weights.length, 'rows', 'columns']);
  };
  head('scores', [-1, 1], [1, 0]);
  head('boxes', [0, 0, 0, 0], [0, 0, 0.5, 0]);
  return graph.bytes();
}

type Rectangle = [left: number, top: number, right: number, bottom: number];

/** How red one part of the crop is on average, less how red others are; all else is always the same. */
function judge(
  side: number,
  parts: { red: Rectangle; times?: number; black?: Rectangle[] },
  constants: { boxes: number[]; points?: number[] },
  pixels: MtcnnEntry['pixels'],
): Uint8Array {
  const graph = createGraph('judge');
  graph.input('input', ['batch', 3, side, side]);
  const weights = new Float32Array(3 * side * side);
  const add = ([left, top, right, bottom]: Rectangle, weight: number) => {
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = pixels === 'row-major' ? y * side + x : x * side + y;
        weights[at]! += weight / ((right - left) * (bottom - top));
      }
    }
  };
  add(parts.red, parts.times ?? 1);
  for (const rectangle of parts.black ?? []) add(rectangle, -1);
  const flat = graph.node('Flatten', ['input'], { axis: 1 });
  const red = graph.node('MatMul', [flat, graph.floats([3 * side * side, 1], weights)]);
  const head = (name: string, factors: number[], bias: number[]) => {
    const product = graph.node('MatMul', [red, graph.floats([1, factors.length], factors)]);
    graph.node('Add', [product, graph.floats([bias.length], bias)], {}, [name]);
    graph.output(name, ['batch', bias.length]);
  };
  head('scores', [-1, 1], [1, 0]);
  for (const [name, values] of Object.entries(constants))
    head(
      name,
      values.map(() => 0),
      values,
    );
  return graph.bytes();
}

/**
 * A red square of 24 pixels at (60, 32) fills a cell of the picture at half its size. Grown to the
 * right by half and made square, the box is [60, 26, 36, 36], of which red fills the left two thirds
 * and the middle two thirds from top to bottom: of 24 pixels, 0 to 16 and 4 to 20. The second
 * network shifts the box back onto the red; the third takes half as much again to the right.
 */
const networks = (pixels: MtcnnEntry['pixels']) => [
  proposer(),
  judge(
    24,
    {
      red: [2, 6, 14, 18],
      black: [
        [18, 0, 24, 24],
        [0, 0, 24, 3],
        [0, 21, 24, 24],
      ],
    },
    { boxes: [0, 1 / 6, -1 / 3, -1 / 6] },
    pixels,
  ),
  judge(
    48,
    { red: [4, 4, 44, 44], times: 0.9 },
    { boxes: [0, 0, 0.5, 0], points: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
    pixels,
  ),
];
const red = (x: number, y: number) => ({
  at: [x, y, 24, 24] as [number, number, number, number],
  rgb: [255, 0, 0] as [number, number, number],
});
const rounded = (values: readonly number[]) => values.map((v) => Math.round(v * 1e3) / 1e3);

describe('the mtcnn family', () => {
  it.each(['row-major', 'column-major'] as const)(
    'hands boxes from network to network and places five points, with %s pixels',
    async (pixels) => {
      const entry = cascade({ pixels });
      const detector = createDetector(entry, await openModel(entry, ...networks(pixels)));
      const [found, ...rest] = await detector.detect(picture(120, 90, red(60, 32)));
      expect(rest).toEqual([]);
      expect(found!.score).toBeCloseTo(0.9, 5);
      expect(rounded(found!.box)).toEqual([60, 32, 36, 24]);
      expect(found!.points!.map(rounded)).toEqual([
        [62.4, 46.4],
        [64.8, 48.8],
        [67.2, 51.2],
        [69.6, 53.6],
        [72, 56],
      ]);
    },
  );

  it('reads pixels in the order that its entry says', async () => {
    const entry = cascade({ pixels: 'column-major' });
    const detector = createDetector(entry, await openModel(entry, ...networks('row-major')));
    expect(await detector.detect(picture(120, 90, red(60, 32)))).toEqual([]);
  });

  it('finds the same face by face and in batches, and larger ones in a smaller picture', async () => {
    const image = picture(240, 180, red(20, 32), red(60, 100), red(140, 32), {
      at: [168, 88, 48, 48],
      rgb: [255, 0, 0],
    });
    const boxes = [];
    for (const batch of [1, 3, 8]) {
      const entry = cascade({}, batch);
      const detector = createDetector(entry, await openModel(entry, ...networks('row-major')));
      const found = await detector.detect(image);
      boxes.push(found.map(({ box }) => rounded(box)).sort((p, q) => p[0]! - q[0]!));
    }
    expect(boxes[0]).toEqual([
      [20, 32, 36, 24],
      [60, 100, 36, 24],
      [140, 32, 36, 24],
      [168, 88, 72, 48],
    ]);
    expect(boxes[1]).toEqual(boxes[0]);
    expect(boxes[2]).toEqual(boxes[0]);
  });

  it('takes a lower or higher threshold of the last network for one call', async () => {
    const entry = cascade();
    const detector = createDetector(entry, await openModel(entry, ...networks('row-major')));
    const image = picture(120, 90, red(60, 32));
    expect(await detector.detect(image, 0.89)).toHaveLength(1);
    expect(await detector.detect(image, 0.91)).toEqual([]);
  });

  it('finds nothing in a picture smaller than a face', async () => {
    const entry = cascade();
    const detector = createDetector(entry, await openModel(entry, ...networks('row-major')));
    expect(await detector.detect(picture(120, 23))).toEqual([]);
  });

  it('is refused by name where a network has other outputs, or gives no numbers', async () => {
    const entry = cascade();
    const [propose, refine, finish] = networks('row-major');
    const pointless = judge(48, { red: [4, 4, 44, 44] }, { boxes: [0, 0, 0, 0] }, 'row-major');
    await expect(openModel(entry, propose!, refine!, pointless)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: no output "points", only scores, boxes',
    });
    const three = judge(24, { red: [2, 6, 14, 18] }, { boxes: [0, 0, 0] }, 'row-major');
    const short = createDetector(entry, await openModel(entry, propose!, three, finish!));
    await expect(short.detect(picture(120, 90, red(60, 32)))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: output "boxes" has 3 numbers, not 4',
    });
    const blind = cascade({ input: { ...entry.input, mean: [NaN, 0, 0] } });
    const detector = createDetector(blind, await openModel(blind, propose!, refine!, finish!));
    await expect(detector.detect(picture(120, 90))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx gave a score that is no number',
    });
  });
});

describe('the pyramid', () => {
  const { propose } = cascade();

  it('begins where the smallest face fills a cell and ends where the shorter side does', () => {
    expect(pyramid({ width: 200, height: 100 }, propose)).toEqual([
      { width: 100, height: 50 },
      { width: 50, height: 25 },
      { width: 25, height: 13 },
    ]);
    expect(pyramid({ width: 24, height: 24 }, propose)).toEqual([{ width: 12, height: 12 }]);
  });

  it('looks for no face smaller than a share of the picture', () => {
    const [first] = pyramid({ width: 4000, height: 3000 }, { ...propose, smallestShare: 0.08 });
    expect(first).toEqual({ width: 200, height: 150 });
  });
});

const folder = process.env['FOYER_MTCNN'] ?? '';
describe.skipIf(!existsSync(folder))('converted weights (needs FOYER_MTCNN)', () => {
  it("find the faces of real pictures, points within an eighth of the eyes' distance", async () => {
    const entry = (await loadOverlay(folder))!.models.find(({ family }) => family === 'mtcnn');
    if (entry?.family !== 'mtcnn') throw new TypeError(`no mtcnn in ${folder}`);
    const files = await Promise.all(filesOf(entry).map((each) => readVerified(folder, each)));
    const detector = createDetector(entry, await openModel(entry, ...files));
    const golden = path.join(process.cwd(), 'main/engine/vision/golden');
    const stills = JSON.parse(readFileSync(path.join(golden, 'golden.json'), 'utf8')) as {
      file: string;
      five: [number, number][];
    }[]; // our own file
    for (const { file: name, five } of stills) {
      const found = await detector.detect(await readImageFile(path.join(golden, name)));
      expect(found).toHaveLength(1);
      const [left, right] = five;
      const apart = Math.hypot(right![0] - left![0], right![1] - left![1]);
      for (const [i, [x, y]] of found[0]!.points!.entries()) {
        const distance = Math.hypot(x - five[i]![0], y - five[i]![1]);
        expect(distance / apart).toBeLessThan(1 / 8);
      }
    }
  });
});
