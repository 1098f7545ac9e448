import { apply, fitSimilarity } from './geometry';
import { FACE, estimatePose, type Pose } from './pose';
import type { FivePoints, MeshPoint, Point } from './types';

/**
 * What the 468 points of a face mesh say. Indices are MediaPipe's (canonical face model, Apache-2.0);
 * "left" and "right" are the person's own, as in that model.
 */

/** Corner, two on the upper lid, corner, two on the lower lid: p1 to p6 of the eye aspect ratio. */
const RIGHT_EYE = [33, 160, 158, 133, 153, 144] as const;
const LEFT_EYE = [362, 385, 387, 263, 373, 380] as const;
/** Middle of the upper and of the lower lip's inner edge, and the inner corners of the mouth. */
const INNER_LIPS = { upper: 13, lower: 14, right: 78, left: 308 } as const;
/** The outline of the face, from the forehead's middle round to where it began. */
const OVAL = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148,
  176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const;
/** The mesh's points that lie where `estimatePose` wants some of the 68: by their place in FACE. */
const POSE_POINTS = [33, 133, 362, 263, 168, 1, 2, 61, 291, 0, 17, 152] as const;

const distance = (a: MeshPoint, b: MeshPoint) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const share = (value: number, from: number, to: number) =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/**
 * Eye aspect ratio (Soukupova and Cech, "Real-Time Eye Blink Detection using Facial Landmarks",
 * 2016): the height of the opening over its width, here in three dimensions so that a turned head
 * does not narrow the width.
 */
function aspectRatio(points: readonly MeshPoint[], eye: typeof RIGHT_EYE | typeof LEFT_EYE) {
  const [p1, p2, p3, p4, p5, p6] = eye.map((i) => points[i]!) as [
    MeshPoint,
    MeshPoint,
    MeshPoint,
    MeshPoint,
    MeshPoint,
    MeshPoint,
  ]; // six in, six out
  return (distance(p2, p6) + distance(p3, p5)) / (2 * (distance(p1, p4) || 1));
}

/**
 * How open each eye is, 0 to 1: its aspect ratio from 0.08 (lower than 1 in 1,000 photographs) to
 * 0.28 (half of the people photographed reach 0.24). People differ by more than a lid closes: one
 * man's closed eyes measured 0.20, another's open ones the same. A drop of one person's own figure
 * says more than the figure; see blink.ts.
 */
export function eyeOpenness(points: readonly MeshPoint[]): { left: number; right: number } {
  return {
    left: share(aspectRatio(points, LEFT_EYE), 0.08, 0.28),
    right: share(aspectRatio(points, RIGHT_EYE), 0.08, 0.28),
  };
}

/** How open the mouth is, 0 to 1: the gap between the lips over the mouth's width, from 0 to 0.7. */
export function mouthOpenness(points: readonly MeshPoint[]): number {
  const { upper, lower, right, left } = INNER_LIPS;
  const gap = distance(points[upper]!, points[lower]!);
  return share(gap / (distance(points[right]!, points[left]!) || 1), 0, 0.7);
}

/** Head pose in degrees from the mesh, by the same fit and with the same signs as `estimatePose`. */
export function meshPose(points: readonly MeshPoint[]): Pose {
  const placed: Point[] = [];
  FACE.forEach(([index], at) => {
    const [x, y] = points[POSE_POINTS[at]!]!;
    placed[index] = [x, y];
  });
  return estimatePose(placed);
}

/**
 * Share of the aligned crop, `size` pixels a side with the five points on `template`, that lies
 * inside the face's outline: what is left when everything but the face is cut away.
 */
export function faceShareOfCrop(
  points: readonly MeshPoint[],
  five: FivePoints,
  template: readonly Point[],
  size: number,
): number {
  const toCrop = fitSimilarity(five, template);
  const outline = OVAL.map((i): Point => {
    const [x, y] = points[i]!;
    return apply(toCrop, [x, y]);
  });
  return Math.abs(areaOf(clipToSquare(outline, size))) / (size * size);
}

/** The part of a polygon inside [0, size]² (Sutherland and Hodgman 1974). */
function clipToSquare(polygon: readonly Point[], size: number): Point[] {
  let kept = [...polygon];
  for (const axis of [0, 1] as const) {
    for (const [edge, sign] of [
      [0, 1],
      [size, -1],
    ] as const) {
      const inside = (p: Point) => sign * (p[axis] - edge) >= 0;
      kept = kept.flatMap((to, i) => {
        const from = kept.at(i - 1)!;
        const ends = inside(to) ? [to] : [];
        if (inside(from) === inside(to)) return ends;
        const t = (edge - from[axis]) / (to[axis] - from[axis]);
        const cut: Point = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
        return [cut, ...ends];
      });
    }
  }
  return kept;
}

/** Signed area of a polygon (the shoelace formula). */
function areaOf(polygon: readonly Point[]): number {
  let twice = 0;
  polygon.forEach(([x, y], i) => {
    const [u, v] = polygon.at(i - 1)!;
    twice += u * y - x * v;
  });
  return twice / 2;
}
