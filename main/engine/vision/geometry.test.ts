import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Similarity,
  apply,
  clampBox,
  fitSimilarity,
  growInside,
  invert,
  iou,
  letterboxScale,
  nms,
  overlapOfSmaller,
  scaleBox,
} from './geometry';
import type { Box, Point } from './types';

const coordinate = fc.double({ min: -500, max: 1500, noNaN: true });
const side = fc.double({ min: 1, max: 900, noNaN: true });
const point: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);
const box: fc.Arbitrary<Box> = fc.tuple(coordinate, coordinate, side, side);
const pixels = fc.integer({ min: 2, max: 4000 });
const similarity: fc.Arbitrary<Similarity> = fc
  .record({
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    tx: coordinate,
    ty: coordinate,
  })
  .map(({ scale, angle, tx, ty }) => ({
    a: scale * Math.cos(angle),
    b: scale * Math.sin(angle),
    tx,
    ty,
  }));
const close = (p: Point, q: Point, within = 1e-6) => Math.hypot(p[0] - q[0], p[1] - q[1]) < within;
const scored = fc.array(fc.record({ box, score: fc.double({ min: 0, max: 1, noNaN: true }) }), {
  maxLength: 30,
});

describe('similarity transforms', () => {
  it('are undone by their inverse', () => {
    fc.assert(
      fc.property(similarity, point, (t, p) => {
        expect(close(apply(invert(t), apply(t, p)), p)).toBe(true);
      }),
    );
  });

  it('are found again from the points they moved', () => {
    const spread: Point[] = [
      [30, 40],
      [80, 42],
      [55, 70],
      [35, 95],
      [78, 96],
    ];
    fc.assert(
      fc.property(similarity, (t) => {
        const found = fitSimilarity(
          spread,
          spread.map((p) => apply(t, p)),
        );
        expect(spread.every((p) => close(apply(found, p), apply(t, p), 1e-5))).toBe(true);
      }),
    );
  });

  it('are not mirrored to fit mirrored points better', () => {
    const from: Point[] = [
      [0, 0],
      [10, 0],
      [0, 5],
    ];
    const mirrored = from.map(([x, y]): Point => [-x, y]);
    const { a, b } = fitSimilarity(from, mirrored);
    expect(a * a + b * b).toBeLessThan(1);
  });

  it('cannot be fitted to points that coincide, or inverted at scale zero', () => {
    const same: Point[] = [
      [5, 5],
      [5, 5],
    ];
    expect(() =>
      fitSimilarity(same, [
        [0, 0],
        [1, 1],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      fitSimilarity(
        [
          [0, 0],
          [1, 1],
        ],
        [[0, 0]],
      ),
    ).toThrow(RangeError);
    expect(() => invert({ a: 0, b: 0, tx: 1, ty: 1 })).toThrow(RangeError);
  });
});

describe('overlap', () => {
  it('is symmetric, between 0 and 1, and 1 of a box with itself', () => {
    fc.assert(
      fc.property(box, box, (p, q) => {
        const shared = iou(p, q);
        expect(
          shared === iou(q, p) && shared >= 0 && shared <= 1 && Math.abs(iou(p, p) - 1) < 1e-9,
        ).toBe(true);
      }),
    );
  });

  it('of halves is a third', () => {
    expect(iou([0, 0, 10, 10], [5, 0, 10, 10])).toBeCloseTo(1 / 3, 12);
    expect(iou([0, 0, 10, 10], [10, 0, 10, 10])).toBe(0);
  });
});

describe('overlap of the smaller box', () => {
  it('is 1 for a box inside another, however small, and the same both ways', () => {
    const inner: Box = [40, 50, 10, 20];
    const outer: Box = [0, 0, 300, 200];
    expect(overlapOfSmaller(inner, outer)).toBe(1);
    expect(iou(inner, outer)).toBeLessThan(0.01);
    fc.assert(
      fc.property(box, box, (p, q) => {
        const overlap = overlapOfSmaller(p, q);
        expect(overlapOfSmaller(q, p)).toBeCloseTo(overlap, 9);
        expect(overlap).toBeGreaterThanOrEqual(iou(p, q) - 1e-9);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('suppresses a face within a face where it is asked for', () => {
    const faces = [
      { box: [0, 0, 100, 100] as Box, score: 0.9 },
      { box: [20, 20, 30, 30] as Box, score: 0.8 },
      { box: [90, 0, 100, 100] as Box, score: 0.7 },
    ];
    expect(nms(faces, 0.7)).toHaveLength(3);
    expect(nms(faces, 0.7, overlapOfSmaller).map(({ score }) => score)).toEqual([0.9, 0.7]);
  });
});

describe('non-maximum suppression', () => {
  const limit = 0.3;

  it('keeps boxes that overlap no better one, in falling order, and drops the rest', () => {
    fc.assert(
      fc.property(scored, (found) => {
        const kept = nms(found, limit);
        const falling = kept.every((k, i) => i === 0 || kept[i - 1]!.score >= k.score);
        const apart = kept.every((p, i) =>
          kept.every((q, j) => i === j || iou(p.box, q.box) <= limit),
        );
        const explained = found.every(
          (f) =>
            kept.includes(f) || kept.some((k) => k.score >= f.score && iou(k.box, f.box) > limit),
        );
        expect(falling && apart && explained).toBe(true);
      }),
    );
  });

  it('changes nothing when it is done twice', () => {
    fc.assert(
      fc.property(scored, (found) => {
        const once = nms(found, limit);
        expect(nms(once, limit)).toEqual(once);
      }),
    );
  });
});

describe('boxes', () => {
  it('clamped lie inside the image and never grow', () => {
    fc.assert(
      fc.property(box, pixels, pixels, (b, width, height) => {
        const [x, y, w, h] = clampBox(b, width, height);
        const inside = x >= 0 && y >= 0 && x + w <= width + 1e-9 && y + h <= height + 1e-9;
        expect(inside && w >= 0 && h >= 0 && w <= b[2] + 1e-9 && h <= b[3] + 1e-9).toBe(true);
      }),
    );
  });

  it('scaled keep their centre and come back by the inverse factor', () => {
    fc.assert(
      fc.property(box, fc.double({ min: 0.1, max: 10, noNaN: true }), (b, factor) => {
        const scaled = scaleBox(b, factor);
        const centre = (q: Box): Point => [q[0] + q[2] / 2, q[1] + q[3] / 2];
        const back = scaleBox(scaled, 1 / factor);
        expect(
          close(centre(b), centre(scaled)) && b.every((v, i) => Math.abs(v - back[i]!) < 1e-6),
        ).toBe(true);
      }),
    );
  });

  it('grown inside an image stay inside it and keep their shape', () => {
    fc.assert(
      fc.property(box, pixels, pixels, (b, width, height) => {
        const [x, y, w, h] = growInside(b, 2.7, width, height);
        const inside = x >= 0 && y >= 0 && x + w <= width && y + h <= height;
        expect(inside && Math.abs(w / h - b[2] / b[3]) < 1e-6 * (b[2] / b[3])).toBe(true);
      }),
    );
  });
});

describe('letterbox', () => {
  it('fits the image into the input, touches one side, and is undone by its scale', () => {
    fc.assert(
      fc.property(pixels, pixels, point, (width, height, [x, y]) => {
        const input = { width: 320, height: 240 };
        const scale = letterboxScale({ width, height }, input);
        const fits = width * scale <= 320 + 1e-9 && height * scale <= 240 + 1e-9;
        const touches =
          Math.abs(width * scale - 320) < 1e-9 || Math.abs(height * scale - 240) < 1e-9;
        expect(fits && touches && close([(x * scale) / scale, (y * scale) / scale], [x, y])).toBe(
          true,
        );
      }),
    );
  });
});
