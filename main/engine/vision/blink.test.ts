import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipFrames } from '../evaluate/frameSource';
import { type Blink, createBlinkDetector } from './blink';
import { createVision } from './createVision';
import { eyeOpenness } from './meshMeasures';

const FRAME_MS = 40;
function blinksOf(series: readonly number[], options = {}): Blink[] {
  const detector = createBlinkDetector(options);
  return series.flatMap((openness, i) => detector.add(openness, i * FRAME_MS) ?? []);
}
const opened = (frames: number, level = 0.8) => Array.from({ length: frames }, () => level);

describe('the blink detector', () => {
  it('finds a blink with its times and depth', () => {
    const series = [...opened(10), 0.5, 0.2, 0.4, ...opened(5)];
    expect(blinksOf(series)).toEqual([
      { closedAt: 10 * FRAME_MS, openedAt: 13 * FRAME_MS, depth: 0.25 },
    ]);
  });

  it('counts every blink once, a single closed frame too', () => {
    const series = [...opened(10), 0.3, ...opened(10), 0.3, 0.3, ...opened(10)];
    expect(blinksOf(series)).toHaveLength(2);
  });

  it('finds the blinks of narrow eyes by their own measure', () => {
    expect(blinksOf([...opened(10, 0.3), 0.2, ...opened(3, 0.3)])).toHaveLength(1);
  });

  it('finds none in noise of a few per cent around any level', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.array(fc.double({ min: -0.08, max: 0.08, noNaN: true }), {
          minLength: 60,
          maxLength: 60,
        }),
        (level, noise) => {
          expect(blinksOf(noise.map((n) => level * (1 + n)))).toEqual([]);
        },
      ),
    );
  });

  it('takes eyes that stay shut for no blink, and finds the next one after them', () => {
    const asleep = [...opened(10), ...opened(40, 0.3), ...opened(10)];
    expect(blinksOf(asleep)).toEqual([]);
    expect(blinksOf([...asleep, 0.3, ...opened(5)])).toHaveLength(1);
  });

  it('says that eyes are closed while they are, and not before it knows them open', () => {
    const detector = createBlinkDetector();
    detector.add(0.1, 0);
    expect(detector.closed).toBe(false);
    opened(8).forEach((value, i) => detector.add(value, (i + 1) * FRAME_MS));
    detector.add(0.3, 400);
    expect(detector.closed).toBe(true);
    detector.add(0.8, 440);
    expect(detector.closed).toBe(false);
  });
});

const data = process.env['FOYER_DATA'] ?? path.resolve('../shared/data');
const clip = (name: string) => path.join(data, 'fakecam', name);

describe.skipIf(!existsSync(clip('nuaa_0001_live.mjpeg')))('on clips of two men', () => {
  async function openness(name: string): Promise<number[]> {
    const vision = await createVision({ modelsDir: 'models', provider: 'cpu', threads: 1 });
    try {
      const values: number[] = [];
      for await (const image of clipFrames(clip(name), null)) {
        const [face] = await vision.detect(image);
        if (!face) continue;
        const { left, right } = eyeOpenness((await vision.mesh(image, face.box)).points);
        values.push((left + right) / 2);
      }
      return values;
    } finally {
      await vision.close();
    }
  }

  it('finds the one blink of the first, at frame 101', async () => {
    const blinks = blinksOf(await openness('nuaa_0001_live.mjpeg'));
    expect(blinks.map(({ closedAt }) => closedAt / FRAME_MS)).toEqual([101]);
  });

  it('finds none in the printed photograph of him', async () => {
    expect(blinksOf(await openness('nuaa_0001_spoof.mjpeg'))).toEqual([]);
  });
});
