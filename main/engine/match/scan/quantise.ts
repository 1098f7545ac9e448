/** A vector in eighths of a byte's worth: x is about scale * int8, and by how much it is not. */
export interface Quantised {
  /** Multiply by this. 0 for a zero vector. */
  scale: number;
  /** Length of what was rounded away: |x - scale * q|. */
  residual: number;
  /** Length of what is left: |scale * q|. */
  length: number;
}

/** Adding and taking away 1.5 * 2^52 leaves a double with no bits for a fraction: rounds half to even. */
const WHOLE = 1.5 * 2 ** 52;

/**
 * Writes `vector` as integers within +-127 into `out` (the rest of it is zeroed) and says what the
 * rounding cost, so that a similarity computed from the integers comes with a certain bound:
 * |x.y - x'.y'| <= |x - x'| |y| + |x'| |y - y'| (Cauchy-Schwarz).
 */
export function quantise(vector: Float32Array, out: Int8Array | Int16Array): Quantised {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) {
    const v = Math.abs(vector[i]!);
    if (v > largest) largest = v;
  }
  out.fill(0, vector.length);
  // Below this 1 / scale overflows; such a vector is all rounding.
  const scale = largest < 1e-30 ? 0 : largest / 127;
  const steps = scale === 0 ? 0 : 1 / scale;
  let residual = 0;
  let length = 0;
  for (let i = 0; i < vector.length; i++) {
    const v = vector[i]!;
    const q = v * steps + WHOLE - WHOLE; // half the time of Math.round
    out[i] = q;
    const kept = q * scale;
    residual += (v - kept) * (v - kept);
    length += kept * kept;
  }
  return { scale, residual: Math.sqrt(residual), length: Math.sqrt(length) };
}
