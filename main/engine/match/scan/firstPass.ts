import { Int8Scan } from './int8Scan';
import { PlainScan } from './plainScan';
import type { Int8Rows } from './rows';

/** What bounds the error of a scan's scores: residual * probeLength + length * probeResidual. */
export interface ProbeSlack {
  probeLength: number;
  probeResidual: number;
}

/** First pass of an exact search: all rows as int8 against one probe, each score with a bound of its error. */
export interface FirstPass {
  readonly rows: Int8Rows;
  /**
   * Scores the first `count` rows into their blocks' `scores` and `top`. The true similarity of a row
   * differs from its score by at most residual * probeLength + length * probeResidual.
   */
  scan(vector: Float32Array, count: number): ProbeSlack;
  close(): void;
}

/**
 * The fastest first pass that this machine has: WebAssembly SIMD on `threads` threads in shared
 * memory, or plain loops where either is missing. Throws RangeError on a dimension out of range.
 */
export function createFirstPass(dimension: number, threads: 1 | 2): FirstPass {
  if (!(dimension > 0)) throw new RangeError(`vectors of ${dimension} numbers`);
  return Int8Scan.isSupported() ? new Int8Scan(dimension, threads) : new PlainScan(dimension);
}
