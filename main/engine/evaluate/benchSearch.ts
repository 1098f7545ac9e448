import { Gallery } from '../match/gallery';
import { normalise } from '../match/fuse';
import { quantile } from './intervals';
import { seeded } from './random';
import { onnxBaselines, plainLoop, type SearchBaseline } from './searchBaselines';
import { usearchBaselines } from './usearchBaseline';

export interface SearchBenchPlan {
  /** Templates, one a person. */
  n: number;
  dimension: number;
  queries: number;
  k: number;
  seed: number;
  /** Folder whose node_modules hold usearch, to compare with it too. */
  usearch?: string | undefined;
}

export interface Timing {
  p50Ms: number;
  p95Ms: number;
}

/** Beside the time that passes, the processor time of all threads: what a busy machine does not change. */
interface SearchTiming extends Timing {
  cpuP50Ms: number;
  /** Share of the exact nearest `k` that came back. */
  recall: number;
}

export interface SearchBenchReport extends SearchBenchPlan, SearchTiming {
  /** The same queries in the same run, by turns, by other means; two threads where they have threads. */
  baselines: Record<string, SearchTiming>;
  /** Filling the gallery, one add a template. */
  load: {
    ms: number;
    cpuMs: number;
    longestAddMs: number;
  };
  /** Bytes that the gallery keeps, measured on the process, and the int8 and float32 in them. */
  memory: { bytes: number; rawBytes: number; ratio: number };
}

const THREADS = 2;

/** Approximately normal numbers (sum of uniforms), so that unit vectors point everywhere alike. */
export function randomUnit(dimension: number, random: () => number): Float32Array {
  const vector = new Float32Array(dimension);
  for (let i = 0; i < dimension; i++) vector[i] = random() + random() + random() - 1.5;
  return normalise(vector);
}

/**
 * Times the gallery's exact search on random unit vectors, half of the queries near a template, by
 * turns with a plain loop, ONNX Runtime's matrix products, and usearch where it is given. Times are of
 * single queries, milliseconds. Throws Fault MODEL_INVALID, FILE_UNREADABLE.
 */
export async function benchSearch(
  { usearch, ...plan }: SearchBenchPlan,
  checkpoint: () => void,
): Promise<SearchBenchReport> {
  const { n, dimension, queries, k, seed } = plan;
  const random = seeded(seed);
  const matrix = new Float32Array(n * dimension);
  for (let row = 0; row < n; row++) {
    if (row % 10_000 === 0) checkpoint();
    matrix.set(randomUnit(dimension, random), row * dimension);
  }
  const { gallery, load, memory } = fill(matrix, dimension);
  const plain = plainLoop(matrix, dimension);
  const systems: SearchBaseline[] = [
    {
      name: 'gallery',
      search: (query) => gallery.search(query, k).map(({ personId }) => Number(personId)),
      close: () => gallery.close(),
    },
    ...(await onnxBaselines(matrix, dimension, THREADS)),
    ...(usearch === undefined ? [] : usearchBaselines(usearch, matrix, dimension, THREADS)),
  ];
  const seen = new Map([...systems, plain].map(({ name }) => [name, tally()]));
  for (let q = -WARM_UP; q < queries; q++) {
    checkpoint();
    const query = randomUnit(dimension, random);
    if (q % 2 === 0) mix(query, matrix, Math.floor(random() * n) * dimension);
    const exact = await timed(plain, query, k, q < 0 ? tally() : seen.get(plain.name)!);
    for (const system of systems) {
      const into = q < 0 ? tally() : seen.get(system.name)!;
      const found = new Set(await timed(system, query, k, into));
      into.hits += exact.filter((row) => found.has(row)).length;
      into.wanted += exact.length;
    }
  }
  for (const { close } of systems) await close();
  const { gallery: own, ...baselines } = Object.fromEntries(
    [...seen].map(([name, t]) => [name, summary(t)]),
  );
  return { ...plan, ...own!, baselines, load, memory };
}

/** Queries before those that count. */
const WARM_UP = 3;

const tally = () => ({ ms: [] as number[], cpuMs: [] as number[], hits: 0, wanted: 0 });
type Tally = ReturnType<typeof tally>;

const summary = ({ ms, cpuMs, hits, wanted }: Tally): SearchTiming => ({
  ...timing(ms),
  cpuP50Ms: quantile(cpuMs, 0.5),
  recall: wanted === 0 ? 1 : hits / wanted,
});

async function timed(system: SearchBaseline, query: Float32Array, k: number, into: Tally) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const found = await system.search(query, k);
  into.ms.push(performance.now() - start);
  const { user, system: kernel } = process.cpuUsage(cpu);
  into.cpuMs.push((user + kernel) / 1000);
  return found;
}

function fill(matrix: Float32Array, dimension: number) {
  const n = matrix.length / dimension;
  const before = process.memoryUsage().rss;
  const gallery = new Gallery(dimension, { threads: THREADS });
  const cpu = process.cpuUsage();
  const start = performance.now();
  let longestAddMs = 0;
  for (let row = 0; row < n; row++) {
    const vector = matrix.subarray(row * dimension, (row + 1) * dimension);
    const at = performance.now();
    gallery.add({ templateId: `t${row}`, personId: `${row}`, vector });
    longestAddMs = Math.max(longestAddMs, performance.now() - at);
  }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const bytes = process.memoryUsage().rss - before;
  const rawBytes = n * dimension * 5;
  return {
    gallery,
    load: { ms, cpuMs: (user + system) / 1000, longestAddMs },
    memory: { bytes, rawBytes, ratio: bytes / rawBytes },
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
