import { quantise } from './quantise';

/** Rows a block: half a megabyte at 512 numbers, small enough to share out, large enough to stream. */
export const BLOCK_ROWS = 1024;

/** Rows with their scores of the last scan, and what bounds the scores' error. */
export interface Block {
  /** `stride` int8 a row. */
  rows: Int8Array;
  scales: Float32Array;
  scores: Float32Array;
  /** One number: the highest score of the last scan, or 0 if that is higher and rows are empty. */
  top: Float32Array;
  /** Largest residual and length (see `quantise`) of any row this block has held. */
  residual: number;
  length: number;
}

/**
 * Int8 rows in blocks that never move, so that growing copies nothing. `allocate` gives the memory of
 * block `n`, zeroed, and throws RangeError when there is no more.
 */
export class Int8Rows {
  readonly blocks: Block[] = [];

  constructor(
    /** Bytes a row: the dimension rounded up to 64. */
    readonly stride: number,
    private readonly allocate: (n: number) => Pick<Block, 'rows' | 'scales' | 'scores' | 'top'>,
  ) {}

  /** Bytes of all blocks. */
  get bytes(): number {
    return this.blocks.reduce(
      (sum, { rows, scales, scores, top }) =>
        sum + rows.byteLength + scales.byteLength + scores.byteLength + top.byteLength,
      0,
    );
  }

  /** Keeps `vector` as row `row`, which may be one past the last. Throws RangeError when memory ends. */
  write(row: number, vector: Float32Array): void {
    const { block, at } = this.place(row);
    const own = block.rows.subarray(at * this.stride, (at + 1) * this.stride);
    const { scale, residual, length } = quantise(vector, own);
    block.scales[at] = scale;
    widen(block, { residual, length });
  }

  /** Empties a row: a removed face leaves no numbers behind. */
  clear(row: number): void {
    const { block, at } = this.place(row);
    block.rows.fill(0, at * this.stride, (at + 1) * this.stride);
    block.scales[at] = 0;
  }

  /** Copies row `from` over row `to`. */
  move(from: number, to: number): void {
    const source = this.place(from);
    const target = this.place(to);
    const { stride } = this;
    const row = source.block.rows.subarray(source.at * stride, (source.at + 1) * stride);
    target.block.rows.set(row, target.at * stride);
    target.block.scales[target.at] = source.block.scales[source.at]!;
    widen(target.block, source.block);
  }

  private place(row: number): { block: Block; at: number } {
    const n = Math.floor(row / BLOCK_ROWS);
    if (n === this.blocks.length) {
      this.blocks.push(Object.assign(this.allocate(n), { residual: 0, length: 0 }));
    }
    return { block: this.blocks[n]!, at: row % BLOCK_ROWS };
  }
}

function widen(block: Block, { residual, length }: { residual: number; length: number }): void {
  block.residual = Math.max(block.residual, residual);
  block.length = Math.max(block.length, length);
}
