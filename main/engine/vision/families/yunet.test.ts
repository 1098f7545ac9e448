import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImageFile } from '../decodeImage';
import { createDetector } from '../detect';
import { iou } from '../geometry';
import type { DetectorEntry } from '../manifest';
import type { Session } from '../session';
import { inputOf, someDetector } from '../testing/entries';
import { addCells, createGraph, openModel, picture } from '../testing/networks';

const yunet = (
  width: number,
  height: number,
  more: Partial<Extract<DetectorEntry, { family: 'yunet' }>> = {},
): DetectorEntry => ({
  ...someDetector,
  family: 'yunet',
  alignBy: 'landmarks',
  input: inputOf(width, height, 'BGR'),
  outputs: { cls: 'cls_', obj: 'obj_', box: 'bbox_', points: 'kps_' },
  strides: [8, 16, 32],
  ...more,
});

/**
 * A face in every cell whose blue, or at stride 16 whose red is bright. Both scores are the mean of
 * the colour over 255; boxes and points are the same in all cells, in the cell's own unit.
 */
function synthetic(): Uint8Array {
  const graph = createGraph('yunet');
  graph.input('input', [1, 3, 'height', 'width']);
  for (const stride of [8, 16, 32]) {
    const bright = {
      8: [1 / 255, 0, 0] as const,
      16: [0, 0, 1 / 255] as const,
      32: [0, 0, 0] as const,
    }[stride]!;
    const constants = (...values: number[]) => values.map((constant) => ({ constant }));
    addCells(graph, `cls_${stride}`, stride, [{ planes: bright, constant: 0 }], 1);
    addCells(graph, `obj_${stride}`, stride, [{ planes: bright, constant: 0.2 }], 1);
    addCells(graph, `bbox_${stride}`, stride, constants(0.5, 0.25, Math.log(4), Math.log(5)), 4);
    addCells(graph, `kps_${stride}`, stride, constants(0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1), 10);
  }
  return graph.bytes();
}

describe('the yunet family', () => {
  it('decodes centre, size, score and five points of a cell, from blue, green, red', async () => {
    const entry = yunet(320, 160);
    const detector = createDetector(entry, await openModel(entry, synthetic()));
    // The cell in column 5 and row 7 at stride 16.
    const image = picture(320, 160, { at: [80, 112, 16, 16], rgb: [204, 0, 0] });
    const [found, ...rest] = await detector.detect(image);
    expect(rest).toEqual([]);
    // The second score is 0.8 + 0.2.
    expect(found!.score).toBeCloseTo(Math.sqrt(0.8), 5);
    expect(found!.box.map((v) => Math.round(v * 1e3) / 1e3)).toEqual([56, 76, 64, 80]);
    expect(found!.points).toEqual([
      [80, 112],
      [96, 112],
      [88, 120],
      [80, 128],
      [96, 128],
    ]);
  });

  it('counts scores above 1 as 1', async () => {
    const entry = yunet(320, 160);
    const detector = createDetector(entry, await openModel(entry, synthetic()));
    const image = picture(320, 160, { at: [80, 112, 16, 16], rgb: [255, 0, 0] });
    expect((await detector.detect(image))[0]!.score).toBe(1);
  });

  it('takes an input cut to the image, and finds the same', async () => {
    const bytes = synthetic();
    const whole = yunet(320, 320);
    const cut = yunet(320, 320, { fit: 'letterbox-trimmed' });
    const wide = picture(640, 200, { at: [160, 64, 16, 16], rgb: [0, 0, 255] });
    const tall = picture(100, 320, { at: [16, 40, 8, 8], rgb: [0, 0, 255] });
    const plain = createDetector(whole, await openModel(whole, bytes));
    const seen: (readonly number[] | undefined)[] = [];
    const [session] = await openModel(cut, bytes);
    const watched = {
      ...session!,
      run: (...[fill, dims]: Parameters<Session['run']>) => {
        seen.push(dims);
        return session!.run(fill, dims);
      },
    };
    const trimmed = createDetector(cut, [watched]);
    for (const image of [wide, tall, wide]) {
      const expected = await plain.detect(image);
      expect(expected).toHaveLength(1);
      expect(await trimmed.detect(image)).toEqual(expected);
    }
    // 640 x 200 shrinks to 320 x 100, which is four cells of 32 high; 100 wide is four cells too.
    expect(seen).toEqual([
      [1, 3, 128, 320],
      [1, 3, 320, 128],
      [1, 3, 128, 320],
    ]);
  });

  it('is refused by name where its cells are fewer than the input has', async () => {
    const entry = yunet(320, 160, { strides: [8] });
    const graph = createGraph('yunet');
    graph.input('input', [1, 3, 160, 320]);
    for (const name of ['cls_8', 'obj_8', 'bbox_8', 'kps_8']) {
      addCells(graph, name, 16, [{ constant: 1 }], 1);
    }
    const detector = createDetector(entry, await openModel(entry, graph.bytes()));
    await expect(detector.detect(picture(320, 160))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: output "cls_8" has 200 numbers, not 800',
    });
  });

  const file = path.join(process.cwd(), '../shared/models/yunet_s_640_640.onnx');
  it.skipIf(!existsSync(file))(
    'finds the face of a real picture where the golden box is (needs ../shared/models)',
    async () => {
      const entry = yunet(640, 640);
      const detector = createDetector(entry, await openModel(entry, readFileSync(file)));
      const folder = path.join(process.cwd(), 'main/engine/vision/golden');
      const golden = JSON.parse(readFileSync(path.join(folder, 'golden.json'), 'utf8')) as {
        file: string;
        box: [number, number, number, number];
        five: [number, number][];
      }[]; // our own file
      for (const expected of golden) {
        const found = await detector.detect(await readImageFile(path.join(folder, expected.file)));
        expect(found).toHaveLength(1);
        expect(iou(found[0]!.box, expected.box)).toBeGreaterThan(0.6);
        for (const [i, [x, y]] of found[0]!.points!.slice(0, 2).entries()) {
          const [ex, ey] = expected.five[i]!;
          expect(Math.hypot(x - ex, y - ey)).toBeLessThan(15);
        }
      }
    },
  );
});
