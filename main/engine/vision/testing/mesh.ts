import type { FaceMesh, MeshPoint } from '../types';

const LIDS = [
  [160, 144],
  [158, 153],
  [385, 380],
  [387, 373],
] as const;
const CORNERS = [
  [33, 133],
  [362, 263],
] as const;

/** A mesh whose eyes, 10 px wide, are `gap` px open, and whose mouth, 40 px wide, `mouth` px. */
export function meshOf(gap = 2.5, mouth = 0, face = 1): FaceMesh {
  const points = Array.from({ length: 468 }, (): MeshPoint => [0, 0, 0]);
  for (const [upper, lower] of LIDS) {
    points[upper] = [5, -gap / 2, 0];
    points[lower] = [5, gap / 2, 0];
  }
  for (const [outer, inner] of CORNERS) {
    points[outer] = [0, 0, 0];
    points[inner] = [10, 0, 0];
  }
  points[13] = [20, 0, 0];
  points[14] = [20, mouth, 0];
  points[78] = [0, 0, 0];
  points[308] = [40, 0, 0];
  return { face, points };
}
