import type { FirstPass, ProbeSlack } from './firstPass';
import { quantise } from './quantise';
import { BLOCK_ROWS, Int8Rows, type Block } from './rows';

/** The first pass where there is no WebAssembly SIMD or no shared memory: one thread, plain loops. */
export class PlainScan implements FirstPass {
  readonly rows: Int8Rows;
  private readonly probe: Int16Array;

  constructor(dimension: number) {
    const stride = Math.ceil(dimension / 64) * 64;
    this.probe = new Int16Array(stride);
    this.rows = new Int8Rows(stride, () => ({
      rows: new Int8Array(BLOCK_ROWS * stride),
      scales: new Float32Array(BLOCK_ROWS),
      scores: new Float32Array(BLOCK_ROWS),
      top: new Float32Array(1),
    }));
  }

  scan(vector: Float32Array, count: number): ProbeSlack {
    const { scale, residual, length } = quantise(vector, this.probe);
    this.rows.blocks.forEach((block, n) => {
      const used = Math.min(BLOCK_ROWS, count - n * BLOCK_ROWS);
      if (used > 0) this.scoreBlock(block, used, scale);
    });
    return { probeLength: length + residual, probeResidual: residual };
  }

  close(): void {
    // holds nothing but memory
  }

  private scoreBlock({ rows, scales, scores, top }: Block, used: number, scale: number): void {
    const { probe } = this;
    const { stride } = this.rows;
    let highest = -Infinity;
    for (let row = 0, at = 0; row < used; row++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = 0; i < stride; i += 4, at += 4) {
        a += probe[i]! * rows[at]!;
        b += probe[i + 1]! * rows[at + 1]!;
        c += probe[i + 2]! * rows[at + 2]!;
        d += probe[i + 3]! * rows[at + 3]!;
      }
      const score = scale * scales[row]! * (a + b + c + d);
      scores[row] = score;
      if (score > highest) highest = score;
    }
    top[0] = highest;
  }
}
