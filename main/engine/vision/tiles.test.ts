import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOut, detectIn, detectTiled, mergeFaces, smallestWhole, tilesFor } from './tiles';
import type { Box, Detection, RgbaImage } from './types';

const inside = ([x, y, w, h]: Box, [ox, oy, ow, oh]: Box) =>
  x >= ox && y >= oy && x + w <= ox + ow && y + h <= oy + oh;
const blank = (width: number, height: number): RgbaImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 4),
});

/** A picture with bright squares on black, and a detector that sees those that are large enough. */
function picture(width: number, height: number, squares: Box[]): RgbaImage {
  const image = blank(width, height);
  for (const [x, y, w, h] of squares) {
    for (let row = y; row < y + h; row++) {
      image.data.fill(255, (row * width + x) * 4, (row * width + x + w) * 4);
    }
  }
  return image;
}

async function seeSquares(image: RgbaImage): Promise<Detection[]> {
  const { width, height, data } = image;
  const lit = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[(y * width + x) * 4] === 255;
  const found: Detection[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!lit(x, y) || lit(x - 1, y) || lit(x, y - 1)) continue;
      let [w, h] = [1, 1];
      while (lit(x + w, y)) w++;
      while (lit(x, y + h)) h++;
      if (w >= smallestWhole(image)) found.push({ box: [x, y, w, h], score: 0.9 });
    }
  }
  return found;
}

describe('tiles', () => {
  it('of a camera frame of 1280 x 720 are four, in which a face of 35 pixels is found', () => {
    const tiles = tilesFor({ width: 1280, height: 720 }, 35, 96);
    expect(tiles).toHaveLength(4);
    for (const [, , width, height] of tiles) {
      expect(smallestWhole({ width, height })).toBeLessThan(35 * 1.1 + 0.1);
    }
  });

  it('lie inside the picture and hold every face up to their overlap whole', () => {
    const side = fc.integer({ min: 50, max: 5000 });
    const face = fc.integer({ min: 8, max: 60 });
    fc.assert(
      fc.property(side, side, face, fc.nat(), fc.nat(), (width, height, size, a, b) => {
        const overlap = 3 * size;
        const tiles = tilesFor({ width, height }, size, overlap);
        const box: Box = [
          a % Math.max(1, width - overlap + 1),
          b % Math.max(1, height - overlap + 1),
          Math.min(overlap, width),
          Math.min(overlap, height),
        ];
        expect(tiles.every((tile) => inside(tile, [0, 0, width, height]))).toBe(true);
        expect(tiles.some((tile) => inside(box, tile))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('looking in parts', () => {
  it('copies a part with its pixels in place', () => {
    const image = picture(40, 30, [[10, 12, 3, 2]]);
    const { part, at } = cutOut(image, [8.4, 11, 10, 50]);
    expect([part.width, part.height, at]).toEqual([10, 19, [8, 11]]);
    const lit = Array.from({ length: 190 }, (_, i) => i).filter((i) => part.data[i * 4] === 255);
    expect(lit).toEqual([12, 13, 14, 22, 23, 24]);
  });

  it('leaves out what the part cuts, but not what the picture itself cuts', async () => {
    const image = picture(200, 100, [
      [0, 40, 20, 20],
      [90, 10, 20, 20],
    ]);
    const left = await detectIn(image, [0, 0, 100, 100], seeSquares);
    expect(left.map(({ box }) => box)).toEqual([[0, 40, 20, 20]]);
    const middle = await detectIn(image, [50, 0, 100, 100], seeSquares);
    expect(middle.map(({ box }) => box)).toEqual([[90, 10, 20, 20]]);
  });

  it('moves the five points along with the box', async () => {
    const points = [1, 2, 3, 4, 5].map((n) => [n, n]) as Detection['points'];
    const detect = async () => [{ box: [5, 5, 9, 9] as Box, score: 1, points: points! }];
    const [face] = await detectIn(blank(100, 100), [30, 20, 40, 40], detect);
    expect(face!.points![0]).toEqual([31, 21]);
  });

  it('does not count a face twice that was found whole and in part', () => {
    const whole = { box: [0, 0, 100, 100] as Box, score: 0.7 };
    const part = { box: [10, 10, 40, 40] as Box, score: 0.9 };
    const other = { box: [300, 0, 40, 40] as Box, score: 0.8 };
    expect(mergeFaces([whole], [part, other])).toEqual([other, whole]);
  });
});

describe('looking closer and closer', () => {
  const squares: Box[] = [
    [600, 300, 120, 120],
    [60, 70, 40, 40],
    [900, 500, 20, 20],
  ];
  const image = picture(1200, 700, squares);
  const boxes = (found: Detection[]) => found.map(({ box }) => box).sort((p, q) => q[2] - p[2]);

  it('finds each face once, down to the size asked for', async () => {
    expect(boxes(await seeSquares(image))).toEqual([squares[0]]);
    const found = await detectTiled(seeSquares, image, { smallestPx: 32 });
    expect(boxes(found)).toEqual([squares[0], squares[1]]);
    const all = await detectTiled(seeSquares, image, { smallestPx: 15 });
    expect(boxes(all)).toEqual(squares);
  });

  it('stops at the first size that shows a face, if that is enough', async () => {
    let looks = 0;
    const counting = (part: RgbaImage) => {
      looks++;
      return seeSquares(part);
    };
    await detectTiled(counting, image, { smallestPx: 10, untilFound: true });
    expect(looks).toBe(1);
    const distant = picture(1200, 700, [[60, 70, 40, 40]]);
    const found = await detectTiled(counting, distant, { smallestPx: 10, untilFound: true });
    expect(boxes(found)).toEqual([[60, 70, 40, 40]]);
    expect(looks).toBeLessThan(10);
  });

  it('asks the score for parts only of parts', async () => {
    const nothing = async () => [];
    const found = await detectTiled(seeSquares, image, { smallestPx: 15, detectPart: nothing });
    expect(boxes(found)).toEqual([squares[0]]);
  });
});
