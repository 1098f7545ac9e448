import { describe, expect, it } from 'vitest';
import { createDetector } from './detect';
import type { DetectorEntry } from './manifest';
import type { Session } from './session';
import { inputOf, someDetector } from './testing/entries';
import type { RgbaImage } from './types';

const rfb: DetectorEntry = {
  ...someDetector,
  family: 'rfb-ssd',
  input: inputOf(320, 240, 'RGB', 127, 128),
  outputs: { scores: 'scores', boxes: 'boxes' },
  anchors: 4,
};

/** A session that answers with given outputs and shows what it was fed. */
function answering(outputs: Record<string, Float32Array>, inputs: Float32Array[] = []): Session[] {
  const session: Session = {
    async run(fill, dims = []) {
      const input = new Float32Array(dims.reduce((a, b) => a * b, 1));
      fill(input);
      inputs.push(input);
      return outputs;
    },
    close: async () => undefined,
  };
  return [session];
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

  it('is refused by name when it gives fewer boxes than listed, or what is no number', async () => {
    const fewer = createDetector(rfb, answering({ scores, boxes: boxes.subarray(4) }));
    await expect(fewer.detect(white(640, 480))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: 'test.onnx: output "boxes" has 12 numbers, not 16',
    });
    const missing = createDetector(rfb, answering({ scores }));
    await expect(missing.detect(white(640, 480))).rejects.toThrow('has no numbers, not 16');
    for (const at of [3, 7]) {
      const nowhere = createDetector(
        rfb,
        answering({ scores: scores.map((v, i) => (i === at ? NaN : v)), boxes }),
      );
      await expect(nowhere.detect(white(640, 480))).rejects.toMatchObject({
        code: 'MODEL_INVALID',
      });
    }
    const endless = createDetector(rfb, answering({ scores, boxes: boxes.map(() => Infinity) }));
    await expect(endless.detect(white(640, 480))).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });
});
