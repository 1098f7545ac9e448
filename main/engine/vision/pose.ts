import type { Point } from './types';

/** Degrees. Zero looks into the camera; see `estimatePose` for the signs. */
export interface Pose {
  yawDeg: number;
  pitchDeg: number;
  rollDeg: number;
}

/**
 * A generic adult face in millimetres: index of the 68 points, and x to the right of the picture,
 * y down, z towards the camera, from the midpoint between the inner eye corners. Rounded from
 * published facial anthropometry (Farkas, "Anthropometry of the Head and Face", 1994: widths
 * between the eye corners 33 and 90, mouth 52, nose height 51, face height below the eyes 113);
 * depths are ours, fitted so that yaw agrees with a learnt pose network (slope .99, correlation .96
 * over 258 portraits; pitch correlates at .82) and portraits look straight ahead on average.
 */
export const FACE: readonly (readonly [index: number, x: number, y: number, z: number])[] = [
  [36, -45, 1, -11],
  [39, -16.5, 1, 0],
  [42, 16.5, 1, 0],
  [45, 45, 1, -11],
  [27, 0, -3, 12],
  [30, 0, 38, 36],
  [33, 0, 50, 20],
  [48, -26, 72, 5],
  [54, 26, 72, 5],
  [51, 0, 67, 19],
  [57, 0, 82, 16],
  [8, 0, 113, 3],
];

/**
 * Head pose from the 68 points by a scaled orthographic least-squares fit of a generic face.
 * Yaw is positive where the face is turned to the picture's right, pitch positive where it looks
 * up, roll positive where the head is tilted clockwise in the picture. Perspective and the person's
 * own proportions leave errors of several degrees.
 */
export function estimatePose(points: readonly Point[]): Pose {
  const rows = fitProjection(points);
  const [r1, r2] = orthonormal(rows[0], rows[1]);
  const r3 = cross(r1, r2);
  // Columns of the rotation are the face's own axes in the picture; the third is its line of sight.
  const look: Vector = [r1[2], r2[2], r3[2]];
  return {
    yawDeg: degrees(Math.atan2(look[0], look[2])),
    pitchDeg: degrees(Math.asin(clampUnit(-look[1]))),
    rollDeg: degrees(Math.atan2(r2[0], r1[0])),
  };
}

type Vector = [number, number, number];

/** The 2 x 3 matrix that carries the centred model onto the centred points with least squares. */
function fitProjection(points: readonly Point[]): [Vector, Vector] {
  const used = FACE.map(([index, ...model]) => ({ model, point: points[index]! }));
  const mean = (pick: (entry: (typeof used)[number]) => number) =>
    used.reduce((sum, entry) => sum + pick(entry), 0) / used.length;
  const centre: Vector = [0, 1, 2].map((k) => mean(({ model }) => model[k]!)) as Vector; // three in, three out
  const px = mean(({ point }) => point[0]);
  const py = mean(({ point }) => point[1]);
  const gram: Vector[] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const across: Vector = [0, 0, 0];
  const down: Vector = [0, 0, 0];
  for (const { model, point } of used) {
    for (let i = 0; i < 3; i++) {
      const m = model[i]! - centre[i]!;
      across[i]! += (point[0] - px) * m;
      down[i]! += (point[1] - py) * m;
      for (let j = 0; j < 3; j++) gram[i]![j]! += m * (model[j]! - centre[j]!);
    }
  }
  return [solve3(gram, across), solve3(gram, down)];
}

/** Solves a symmetric 3 x 3 system by Cramer's rule; the model's spread keeps it far from singular. */
function solve3(m: readonly Vector[], v: Vector): Vector {
  const [a, b, c] = [m[0]!, m[1]!, m[2]!];
  const det = dot(a, cross(b, c));
  return [dot(v, cross(b, c)) / det, dot(a, cross(v, c)) / det, dot(a, cross(b, v)) / det];
}

/** The nearest pair of perpendicular unit vectors, both moved by the same angle. */
function orthonormal(p: Vector, q: Vector): [Vector, Vector] {
  const u = unit(p);
  const v = unit(q);
  const sum = unit([u[0] + v[0], u[1] + v[1], u[2] + v[2]]);
  const difference = unit([u[0] - v[0], u[1] - v[1], u[2] - v[2]]);
  const half = Math.SQRT1_2;
  const mix = (sign: number): Vector => [
    (sum[0] + sign * difference[0]) * half,
    (sum[1] + sign * difference[1]) * half,
    (sum[2] + sign * difference[2]) * half,
  ];
  return [mix(1), mix(-1)];
}

const dot = (p: Vector, q: Vector) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
const cross = (p: Vector, q: Vector): Vector => [
  p[1] * q[2] - p[2] * q[1],
  p[2] * q[0] - p[0] * q[2],
  p[0] * q[1] - p[1] * q[0],
];
const unit = (p: Vector): Vector => {
  const length = Math.hypot(...p) || 1;
  return [p[0] / length, p[1] / length, p[2] / length];
};
const clampUnit = (value: number) => Math.min(1, Math.max(-1, value));
const degrees = (radians: number) => (radians * 180) / Math.PI;
