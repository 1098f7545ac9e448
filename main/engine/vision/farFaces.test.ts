import { describe, expect, it } from 'vitest';
import { createFarFaces } from './farFaces';
import type { Box, Detection, RgbaImage } from './types';

/** A frame in which one pixel is lit where a far face stands; a part shows it where it holds it. */
function frame(capturedAt: number, at: [number, number] | null, width = 1280, height = 720) {
  const data = new Uint8Array(width * height * 4);
  if (at) data[(at[1] * width + at[0]) * 4] = 255;
  return { width, height, data, capturedAt };
}

function watcher() {
  const parts: RgbaImage[] = [];
  const far = createFarFaces(async (part) => {
    parts.push(part);
    const index = part.data.indexOf(255) / 4;
    if (index < 0) return [];
    const [x, y] = [index % part.width, Math.floor(index / part.width)];
    return [{ box: [x - 20, y - 20, 40, 40], score: 0.9 }];
  });
  return { far, parts };
}

const boxes = (found: Detection[]) => found.map(({ box }) => box);
const there: Box = [880, 480, 40, 40];

describe('far faces', () => {
  it('cost nothing in a frame of 640 x 480', async () => {
    const { far, parts } = watcher();
    const near: Detection[] = [{ box: [10, 10, 100, 100], score: 0.9 }];
    expect(await far(frame(0, [50, 50], 640, 480), near)).toBe(near);
    expect(parts).toHaveLength(0);
  });

  it('cost one part a frame, and are found wherever they are within four frames', async () => {
    for (const at of [
      [900, 500],
      [100, 60],
      [1200, 80],
      [640, 360],
    ] as const) {
      const { far, parts } = watcher();
      let found: Detection[] = [];
      for (let n = 0; n < 4 && found.length === 0; n++)
        found = await far(frame(n * 33, [...at]), []);
      expect(boxes(found)).toEqual([[at[0] - 20, at[1] - 20, 40, 40]]);
      expect(parts.length).toBeLessThanOrEqual(4);
    }
  });

  it('are given in every frame once they are found, and the tiles go on', async () => {
    const { far } = watcher();
    const given: number[] = [];
    for (let n = 0; n < 24; n++) given.push((await far(frame(n * 33, [900, 500]), [])).length);
    expect(given.slice(4)).toEqual(Array.from({ length: 20 }, () => 1));
  });

  it('are followed where they go', async () => {
    const { far } = watcher();
    let found: Detection[] = [];
    for (let n = 0; n < 20; n++) found = await far(frame(n * 33, [300 + 6 * n, 400]), []);
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.box[0] - (280 + 6 * 19))).toBeLessThanOrEqual(12);
  });

  it('are gone when a look at their place shows nobody', async () => {
    const { far } = watcher();
    for (let n = 0; n < 6; n++) await far(frame(n * 33, [900, 500]), []);
    let found: Detection[] = [];
    for (let n = 6; n < 9; n++) found = await far(frame(n * 33, null), []);
    expect(found).toEqual([]);
  });

  it('are not counted twice when they come near', async () => {
    const { far } = watcher();
    for (let n = 0; n < 6; n++) await far(frame(n * 33, [900, 500]), []);
    const near: Detection = { box: there, score: 0.7 };
    expect(await far(frame(200, [900, 500]), [near])).toEqual([near]);
  });
});
