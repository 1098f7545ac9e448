import { Gallery } from '../match/gallery';
import { normalise } from '../match/fuse';
import { quantile } from './intervals';
import { seeded } from './random';

export interface SearchBenchPlan {
  /** Templates, one a person. */
  n: number;
  dimension: number;
  queries: number;
  k: number;
  seed: number;
}

export interface Timing {
  p50Ms: number;
  p95Ms: number;
}

export interface SearchBenchReport extends SearchBenchPlan, Timing {
  /** Share of the exact nearest `k` that the gallery's search returned. */
  recall: number;
  /** The same queries in the same run by other means. */
  baselines: Record<string, Timing>;
  /** Filling the gallery, one add a template. */
  loadMs: number;
}

/** Approximately normal numbers (sum of uniforms), so that unit vectors point everywhere alike. */
function randomUnit(dimension: number, random: () => number): Float32Array {
  const vector = new Float32Array(dimension);
  for (let i = 0; i < dimension; i++) vector[i] = random() + random() + random() - 1.5;
  return normalise(vector);
}

/** Exact search as anybody would write it first: one sum in double precision, then a sort. */
function bruteForce(
  matrix: Float32Array,
  dimension: number,
  query: Float32Array,
  k: number,
): number[] {
  const n = matrix.length / dimension;
  const similarity = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let i = 0, at = row * dimension; i < dimension; i++, at++) sum += query[i]! * matrix[at]!;
    similarity[row] = sum;
  }
  const nearest: number[] = [];
  for (let row = 0; row < n; row++) {
    let at = nearest.length;
    while (at > 0 && similarity[nearest[at - 1]!]! < similarity[row]!) at--;
    if (at >= k) continue;
    nearest.splice(at, 0, row);
    if (nearest.length > k) nearest.pop();
  }
  return nearest;
}

/**
 * Times the gallery's exact search on random unit vectors against a plain loop over the same data,
 * half of the queries near a template. Times are of single queries, milliseconds.
 */
export function benchSearch(plan: SearchBenchPlan, checkpoint: () => void): SearchBenchReport {
  const { n, dimension, queries, k, seed } = plan;
  const random = seeded(seed);
  const matrix = new Float32Array(n * dimension);
  for (let row = 0; row < n; row++) {
    if (row % 10_000 === 0) checkpoint();
    matrix.set(randomUnit(dimension, random), row * dimension);
  }
  const gallery = new Gallery(dimension);
  const loadStart = performance.now();
  for (let row = 0; row < n; row++) {
    const vector = matrix.subarray(row * dimension, (row + 1) * dimension);
    gallery.add({ templateId: `t${row}`, personId: `${row}`, vector });
  }
  const loadMs = performance.now() - loadStart;

  const times: number[] = [];
  const plain: number[] = [];
  let hits = 0;
  let wanted = 0;
  for (let q = 0; q < queries; q++) {
    checkpoint();
    const query = randomUnit(dimension, random);
    if (q % 2 === 0) mix(query, matrix, Math.floor(random() * n) * dimension);
    const start = performance.now();
    const found = gallery.search(query, k);
    const middle = performance.now();
    const exact = bruteForce(matrix, dimension, query, k);
    plain.push(performance.now() - middle);
    times.push(middle - start);
    const names = new Set(found.map(({ personId }) => personId));
    hits += exact.filter((row) => names.has(`${row}`)).length;
    wanted += exact.length;
  }
  return {
    ...plan,
    ...timing(times),
    recall: hits / wanted,
    baselines: { plainLoopF64: timing(plain) },
    loadMs,
  };
}

/** Turns a query half towards a stored vector: a similarity of about .7. */
function mix(query: Float32Array, matrix: Float32Array, offset: number): void {
  for (let i = 0; i < query.length; i++) query[i]! += matrix[offset + i]!;
  normalise(query);
}

export const timing = (ms: readonly number[]): Timing => ({
  p50Ms: quantile(ms, 0.5),
  p95Ms: quantile(ms, 0.95),
});
