import type { Box, Point } from './types';

/**
 * Rotation, uniform scale and shift in the plane: x' = a·x − b·y + tx, y' = b·x + a·y + ty.
 * Scale is hypot(a, b), the angle atan2(b, a) (clockwise on screen, where y points down).
 */
export interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

function sharedArea(p: Box, q: Box): number {
  const width = Math.min(p[0] + p[2], q[0] + q[2]) - Math.max(p[0], q[0]);
  const height = Math.min(p[1] + p[3], q[1] + q[3]) - Math.max(p[1], q[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union of two boxes in the same pixels, 0 to 1; 0 where either has no area. */
export function iou(p: Box, q: Box): number {
  const shared = sharedArea(p, q);
  return shared === 0 ? 0 : shared / (p[2] * p[3] + q[2] * q[3] - shared);
}

/** Share of the smaller of two boxes that lies in the other, 0 to 1; 0 where either has no area. */
export function overlapOfSmaller(p: Box, q: Box): number {
  const shared = sharedArea(p, q);
  return shared === 0 ? 0 : shared / Math.min(p[2] * p[3], q[2] * q[3]);
}

/**
 * Greedy non-maximum suppression: the best-scored box stays, every other that overlaps a staying
 * one by more than `limit` goes. Returns a new array by falling score; the input is not changed.
 */
export function nms<T extends { box: Box; score: number }>(
  found: readonly T[],
  limit: number,
  overlap: (p: Box, q: Box) => number = iou,
): T[] {
  const kept: T[] = [];
  for (const candidate of [...found].sort((p, q) => q.score - p.score)) {
    if (kept.every(({ box }) => overlap(box, candidate.box) <= limit)) kept.push(candidate);
  }
  return kept;
}

/** The part of a box that lies inside an image of `width` x `height` pixels; sides never negative. */
export function clampBox([x, y, w, h]: Box, width: number, height: number): Box {
  const left = Math.min(Math.max(x, 0), width);
  const top = Math.min(Math.max(y, 0), height);
  const right = Math.min(Math.max(x + w, left), width);
  const bottom = Math.min(Math.max(y + h, top), height);
  return [left, top, right - left, bottom - top];
}

/** The box grown (or shrunk) by `factor` about its centre. */
export function scaleBox([x, y, w, h]: Box, factor: number): Box {
  return [x + (w * (1 - factor)) / 2, y + (h * (1 - factor)) / 2, w * factor, h * factor];
}

/** The square about the box's centre whose side is `factor` times the box's longer side. */
export function squareBox([x, y, w, h]: Box, factor: number): Box {
  const side = Math.max(w, h) * factor;
  return [x + (w - side) / 2, y + (h - side) / 2, side, side];
}

/**
 * The box grown by `factor` about its centre, or by the most that still fits, then shifted to lie
 * inside the image: the crop rule of the MiniFASNet family (minivision-ai, Apache-2.0).
 */
export function growInside(box: Box, factor: number, width: number, height: number): Box {
  const most = Math.min(factor, (width - 1) / box[2], (height - 1) / box[3]);
  const [x, y, w, h] = scaleBox(box, most);
  return [Math.max(0, Math.min(x, width - 1 - w)), Math.max(0, Math.min(y, height - 1 - h)), w, h];
}

/** How an image is shrunk or grown, aspect kept, into the top left of a fixed input: input px per image px. */
export function letterboxScale(
  image: { width: number; height: number },
  input: { width: number; height: number },
): number {
  return Math.min(input.width / image.width, input.height / image.height);
}

/** A point carried along by a similarity. */
export function apply({ a, b, tx, ty }: Similarity, [x, y]: Point): Point {
  return [a * x - b * y + tx, b * x + a * y + ty];
}

/** The similarity that undoes another. Throws RangeError where its scale is zero. */
export function invert({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  if (!(square > 0)) throw new RangeError('A similarity of scale zero has no inverse');
  return {
    a: a / square,
    b: -b / square,
    tx: -(a * tx + b * ty) / square,
    ty: (b * tx - a * ty) / square,
  };
}

/**
 * The similarity that carries `from` onto `to` with the least sum of squared distances
 * (Umeyama 1991, in the plane and without reflection, where it has this closed form).
 * Throws RangeError where the points of `from` coincide or the lists differ in length.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const p = centroid(from);
  const q = centroid(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  for (const [i, [fx, fy]] of from.entries()) {
    const target = to[i];
    if (target === undefined)
      throw new RangeError('Both lists of points must have the same length');
    const x = fx - p[0];
    const y = fy - p[1];
    const u = target[0] - q[0];
    const v = target[1] - q[1];
    dot += x * u + y * v;
    cross += x * v - y * u;
    spread += x * x + y * y;
  }
  if (!(spread > 0)) throw new RangeError('Points that coincide have no direction to align');
  const a = dot / spread;
  const b = cross / spread;
  return { a, b, tx: q[0] - a * p[0] + b * p[1], ty: q[1] - b * p[0] - a * p[1] };
}

/** The mean of some points. Throws RangeError where there is none. */
export function centroid(points: readonly Point[]): Point {
  if (points.length === 0) throw new RangeError('No points, no centre');
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point[0];
    y += point[1];
  }
  return [x / points.length, y / points.length];
}
