import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { quantise } from '../match/scan/quantise';
import type { SearchBaseline } from './searchBaselines';

/** What is used of the package; it is not a dependency and brings its types with it. */
interface Usearch {
  MetricKind: { IP: unknown };
  exactSearch(
    dataset: Float32Array | Int8Array,
    queries: Float32Array | Int8Array,
    dimensions: number,
    count: number,
    metric: unknown,
    threads: number,
  ): { keys: BigUint64Array };
}

/**
 * usearch's exact search over float32, and over int8 (which is not exact), from a folder whose
 * node_modules hold the package. Throws Fault FILE_UNREADABLE where it cannot be loaded.
 */
export function usearchBaselines(
  folder: string,
  matrix: Float32Array,
  dimension: number,
  threads: number,
): SearchBaseline[] {
  const usearch = load(folder);
  const search =
    <T extends Float32Array | Int8Array>(dataset: T, of: (query: Float32Array) => T) =>
    (query: Float32Array, k: number) => {
      const { keys } = usearch.exactSearch(
        dataset,
        of(query),
        dimension,
        k,
        usearch.MetricKind.IP,
        threads,
      );
      return Array.from(keys, Number);
    };
  // One scale for all rows: usearch knows none a row.
  const largest = matrix.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const bytes = Int8Array.from(matrix, (v) => Math.round((v / largest) * 127));
  const byteOf = (query: Float32Array) => {
    const out = new Int8Array(dimension);
    quantise(query, out);
    return out;
  };
  const close = () => undefined;
  return [
    { name: 'usearchF32', search: search(matrix, (query) => query), close },
    { name: 'usearchInt8', search: search(bytes, byteOf), close },
  ];
}

function load(folder: string): Usearch {
  try {
    return createRequire(join(folder, 'package.json'))('usearch') as Usearch; // its own contract
  } catch (cause) {
    throw new Fault(
      'FILE_UNREADABLE',
      `${folder}: usearch cannot be loaded`,
      { folder },
      { cause },
    );
  }
}
