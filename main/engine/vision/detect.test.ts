import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImageFile } from './decodeImage';
import { createDetector, detectorOutputs } from './detect';
import { iou } from './geometry';
import type { DetectorEntry } from './manifest';
import { createSession, type Session } from './session';
import type { RgbaImage } from './types';

const common = {
  id: 'test',
  role: 'detector',
  title: 'test',
  file: 'test.onnx',
  bytes: 1,
  sha256: '0'.repeat(64),
  licence: 'MIT',
  source: { package: 'test@1.0.0', path: 'test', sha256: '0'.repeat(64), changes: 'none' },
  fit: 'letterbox-top-left',
  scoreThreshold: 0.6,
  captureScoreThreshold: 0.8,
  nmsIou: 0.3,
} as const;

const rfb: DetectorEntry = {
  ...common,
  family: 'rfb-ssd',
  input: {
    name: 'input',
    layout: 'NCHW',
    width: 320,
    height: 240,
    channels: 'RGB',
    mean: [127, 127, 127],
    std: [128, 128, 128],
  },
  outputs: { scores: 'scores', boxes: 'boxes' },
  anchors: 4,
};

const yunet: DetectorEntry = {
  ...common,
  family: 'yunet',
  input: {
    name: 'input',
    layout: 'NCHW',
    width: 640,
    height: 640,
    channels: 'BGR',
    mean: [0, 0, 0],
    std: [1, 1, 1],
  },
  outputs: { cls: 'cls_', obj: 'obj_', box: 'bbox_', points: 'kps_' },
  strides: [8, 16, 32],
};

/** A session that answers with given outputs and shows what it was fed. */
function answering(
  outputs: Record<string, Float32Array>,
  inputs: Float32Array[] = [],
  size = 320 * 240 * 3,
): Session {
  return {
    async run(fill) {
      const input = new Float32Array(size);
      fill(input);
      inputs.push(input);
      return outputs;
    },
    close: async () => undefined,
  };
}

const white = (width: number, height: number): RgbaImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(255),
});

describe('the rfb-ssd family', () => {
  const scores = Float32Array.from([0.1, 0.9, 0.05, 0.95, 0.5, 0.5, 0.3, 0.7]);
  // Anchor 1 beats 0 (they overlap), 2 is under the threshold, 3 stands apart.
  const boxes = Float32Array.from(
    [
      [0.1, 0.1, 0.3, 0.4],
      [0.11, 0.1, 0.31, 0.4],
      [0.5, 0.5, 0.6, 0.6],
      [0.7, 0.5, 0.9, 0.9],
    ].flat(),
  );

  it('gives boxes in image pixels by falling score, overlaps suppressed', async () => {
    const detector = createDetector(rfb, answering({ scores, boxes }));
    const found = await detector.detect(white(640, 480));
    expect(found.map(({ score }) => score)).toEqual([scores[3], scores[7]]);
    expect(found[0]!.box.map(Math.round)).toEqual([70, 48, 128, 144]);
  });

  it('takes a lower threshold for one call', async () => {
    const detector = createDetector(rfb, answering({ scores, boxes }));
    expect(await detector.detect(white(640, 480), 0.4)).toHaveLength(3);
  });

  it('scales by the side that fits less and feeds black beside the image', async () => {
    const inputs: Float32Array[] = [];
    const detector = createDetector(rfb, answering({ scores, boxes }, inputs));
    const [found] = await detector.detect(white(480, 480));
    expect(found!.box.map(Math.round)).toEqual([70, 48, 128, 144]);
    const [input] = inputs;
    expect(input![10 * 320 + 239]).toBeCloseTo(1, 5);
    expect(input![10 * 320 + 241]).toBeCloseTo(-127 / 128, 5);
  });

  it('drops boxes that are inside out', async () => {
    const turned = Float32Array.from([0.3, 0.4, 0.1, 0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const detector = createDetector(rfb, answering({ scores, boxes: turned }));
    expect(await detector.detect(white(640, 480))).toEqual([]);
  });
});

describe('the yunet family', () => {
  const outputs = Object.fromEntries(
    [8, 16, 32].flatMap((stride) => {
      const cells = (640 / stride) ** 2;
      return [
        [`cls_${stride}`, new Float32Array(cells)],
        [`obj_${stride}`, new Float32Array(cells)],
        [`bbox_${stride}`, new Float32Array(cells * 4)],
        [`kps_${stride}`, new Float32Array(cells * 10)],
      ];
    }),
  ) as Record<string, Float32Array>; // names and arrays above
  const cell = 7 * 40 + 5; // column 5, row 7 at stride 16
  outputs['cls_16']![cell] = 0.81;
  outputs['obj_16']![cell] = 1.2; // over 1 by rounding
  outputs['bbox_16']!.set([0.5, 0.25, Math.log(4), Math.log(5)], cell * 4);
  outputs['kps_16']!.set([0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1], cell * 10);

  it('decodes centre, size, score and five points of a cell', async () => {
    const [found, ...rest] = await createDetector(
      yunet,
      answering(outputs, [], 640 * 640 * 3),
    ).detect(white(640, 640));
    expect(rest).toEqual([]);
    expect(found!.score).toBeCloseTo(0.9, 5);
    expect(found!.box.map((v) => Math.round(v * 100) / 100)).toEqual([56, 76, 64, 80]);
    expect(found!.points).toEqual([
      [80, 112],
      [96, 112],
      [88, 120],
      [80, 128],
      [96, 128],
    ]);
  });

  it('asks its session for every stride', () => {
    expect(detectorOutputs(yunet)).toHaveLength(12);
    expect(detectorOutputs(yunet)).toContain('kps_32');
  });

  const file = path.join(process.cwd(), '../shared/models/yunet_s_640_640.onnx');
  it.skipIf(!existsSync(file))(
    'finds the face of a real picture where the golden box is (needs ../shared/models)',
    async () => {
      const session = await createSession(readFileSync(file), {
        file,
        input: { name: 'input', dims: [1, 3, 640, 640] },
        outputs: detectorOutputs(yunet),
        provider: 'cpu',
        threads: 1,
      });
      const folder = path.join(process.cwd(), 'main/engine/vision/golden');
      const golden = JSON.parse(readFileSync(path.join(folder, 'golden.json'), 'utf8')) as {
        file: string;
        box: [number, number, number, number];
        five: [number, number][];
      }[]; // our own file
      try {
        for (const expected of golden) {
          const found = await createDetector(yunet, session).detect(
            await readImageFile(path.join(folder, expected.file)),
          );
          expect(found).toHaveLength(1);
          expect(iou(found[0]!.box, expected.box)).toBeGreaterThan(0.6);
          const eyes = found[0]!.points!.slice(0, 2);
          for (const [i, eye] of eyes.entries()) {
            expect(
              Math.hypot(eye[0] - expected.five[i]![0], eye[1] - expected.five[i]![1]),
            ).toBeLessThan(15);
          }
        }
      } finally {
        await session.close();
      }
    },
  );
});
