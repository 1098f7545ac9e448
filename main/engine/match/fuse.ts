/** One embedding of a track with how much it is trusted. */
export interface Probe {
  /** Unit vector. */
  vector: Float32Array;
  /** Positive; from quality. */
  weight: number;
}

/**
 * Weighted mean of unit vectors, as a unit vector. One bad frame among many moves it little.
 * Throws RangeError on an empty list or mixed dimensions.
 */
export function fuse(probes: readonly Probe[]): Float32Array {
  const first = probes[0];
  if (!first) throw new RangeError('nothing to fuse');
  const sum = new Float32Array(first.vector.length);
  for (const { vector, weight } of probes) {
    if (vector.length !== sum.length) throw new RangeError('vectors of different models');
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * vector[i]!;
  }
  return normalise(sum);
}

/** Scales to length 1 in place; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let square = 0;
  for (const v of vector) square += v * v;
  const length = Math.sqrt(square);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!;
  return dot;
}
