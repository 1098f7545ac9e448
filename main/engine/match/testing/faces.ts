import { seeded } from '../../evaluate/random';
import { normalise } from '../fuse';
import type { RiskCalibration } from '../risk';

/** As the default embedder's, rounded. */
export const calibration: RiskCalibration = {
  fmrQuantiles: [
    [0.5, 0.0045],
    [0.1, 0.1287],
    [0.01, 0.2422],
    [0.001, 0.3335],
    [0.0001, 0.409],
  ],
  tail: { u: 0.409, rate: 1e-4, xi: 0, sigma: 0.0277 },
  fnmrQuantiles: [
    [0.01, 0.295],
    [0.1, 0.537],
    [0.5, 0.704],
    [0.9, 0.82],
  ],
  grouping: [
    [1e-2, 0.69],
    [1e-3, 0.77],
    [1e-4, 0.88],
    [1e-5, 0.94],
  ],
  fusion: [[3, 1.4]],
};

/** Normal deviates that follow from `seed` alone (Box and Muller 1958). */
export function gaussian(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Directions that favour none. */
export const unitVectors = (count: number, dimension: number, random: () => number) =>
  Array.from({ length: count }, () => normalise(Float32Array.from({ length: dimension }, random)));
