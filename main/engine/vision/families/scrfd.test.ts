import { describe, expect, it } from 'vitest';
import { createDetector } from '../detect';
import type { DetectorEntry } from '../manifest';
import { inputOf, someDetector } from '../testing/entries';
import { addCells, createGraph, type Head, openModel, picture } from '../testing/networks';

type Scrfd = Extract<DetectorEntry, { family: 'scrfd' }>;
const scrfd = (more: Partial<Scrfd> = {}): Scrfd => ({
  ...someDetector,
  family: 'scrfd',
  alignBy: 'landmarks',
  input: inputOf(320, 192, 'RGB', 127.5, 128),
  // Exported networks often have numbers for names.
  outputs: {
    scores: ['443', '468', '493'],
    boxes: ['446', '471', '496'],
    points: ['p8', 'p16', 'p32'],
  },
  strides: [8, 16, 32],
  anchorsPerCell: 2,
  ...more,
});

const CODED_WHITE = (255 - 127.5) / 128;
const constants = (...values: number[]): Head[] => values.map((constant) => ({ constant }));
const FIRST = [-1, -1, 1, -1, 0, 0, -0.5, 0.75, 0.5, 0.75];

/**
 * At stride 16 the first anchor's score is the red and the second's the green of its cell, coded;
 * elsewhere nothing is found. Boxes and points differ by anchor; the first's left side by blue too.
 */
function synthetic(points = true): Uint8Array {
  const graph = createGraph('scrfd');
  graph.input('input', ['batch', 3, '?', '?']);
  for (const [level, stride] of [8, 16, 32].entries()) {
    const scores: Head[] =
      stride === 16
        ? [
            { planes: [1, 0, 0], constant: 0 },
            { planes: [0, 1, 0], constant: 0 },
          ]
        : constants(0, 0);
    const boxes: Head[] = [
      { planes: [0, 0, 1], constant: 1 },
      ...constants(2, 3, 4, 0.5, 0.5, 1, 1),
    ];
    addCells(graph, ['443', '468', '493'][level]!, stride, scores, 1);
    addCells(graph, ['446', '471', '496'][level]!, stride, boxes, 4);
    if (!points) continue;
    addCells(graph, `p${stride}`, stride, constants(...FIRST, ...Array<number>(10).fill(0.25)), 10);
  }
  return graph.bytes();
}

const rounded = (values: readonly number[]) => values.map((v) => Math.round(v * 1e3) / 1e3);

describe('the scrfd family', () => {
  // Column 7 and row 5 at stride 16: its top left corner is (112, 80).
  const cell = (rgb: [number, number, number]) => picture(320, 192, { at: [112, 80, 16, 16], rgb });

  it('decodes distances and points from the top left corner of the cell', async () => {
    const entry = scrfd();
    const detector = createDetector(entry, await openModel(entry, synthetic()));
    const [found, ...rest] = await detector.detect(cell([255, 0, 0]));
    expect(rest).toEqual([]);
    expect(found!.score).toBeCloseTo(CODED_WHITE, 5);
    // Blue 0 is coded −127.5 / 128: the left side is 1 − .996 cells away.
    const left = 112 - (1 - 127.5 / 128) * 16;
    expect(rounded(found!.box)).toEqual(rounded([left, 48, 112 + 3 * 16 - left, 2 * 16 + 4 * 16]));
    expect(found!.points!.map(rounded)).toEqual([
      [96, 64],
      [128, 64],
      [112, 80],
      [104, 92],
      [120, 92],
    ]);
  });

  it("tells the second anchor's outputs from the first's", async () => {
    const entry = scrfd();
    const detector = createDetector(entry, await openModel(entry, synthetic()));
    const [found, ...rest] = await detector.detect(cell([0, 255, 0]));
    expect(rest).toEqual([]);
    expect(rounded(found!.box)).toEqual([104, 72, 24, 24]);
    expect(found!.points![3].map(Math.round)).toEqual([116, 84]);
  });

  it('brings boxes and points of a shrunk picture back to its pixels', async () => {
    const entry = scrfd();
    const detector = createDetector(entry, await openModel(entry, synthetic()));
    const image = picture(960, 576, { at: [336, 240, 48, 48], rgb: [0, 255, 0] });
    const [found] = await detector.detect(image);
    expect(rounded(found!.box)).toEqual([312, 216, 72, 72]);
    expect(found!.points![0].map(Math.round)).toEqual([348, 252]);
  });

  it('does without points where the network has none', async () => {
    const { scores, boxes } = scrfd().outputs;
    const entry = scrfd({ outputs: { scores, boxes } });
    const detector = createDetector(entry, await openModel(entry, synthetic(false)));
    const [found] = await detector.detect(cell([0, 255, 0]));
    expect(rounded(found!.box)).toEqual([104, 72, 24, 24]);
    expect(found).not.toHaveProperty('points');
  });

  it('is refused by name where an output is missing or there are other anchors than listed', async () => {
    const entry = scrfd();
    await expect(openModel(entry, synthetic(false))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: no output "p8", only 443, 446, 468, 471, 493, 496',
    });
    const three = scrfd({ anchorsPerCell: 3 });
    const detector = createDetector(three, await openModel(three, synthetic()));
    await expect(detector.detect(cell([0, 0, 0]))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: output "443" has 1920 numbers, not 2880',
    });
  });

  it('is refused by name where a score or a side is no number', async () => {
    const entry = scrfd();
    const broken = scrfd({ input: { ...entry.input, mean: [NaN, 0, 0] } });
    const detector = createDetector(broken, await openModel(broken, synthetic()));
    await expect(detector.detect(cell([255, 0, 0]))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      detail: { file: 'test.onnx' },
    });
  });
});
