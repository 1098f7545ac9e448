import { Worker } from 'node:worker_threads';
import { quantise } from './quantise';
import { scanWasm } from './scanWasm';
import { scanWorkerProgram, words } from './scanWorker';

/** Rows a block: half a megabyte at 512 numbers, small enough to share out, large enough to stream. */
export const BLOCK_ROWS = 1024;
const PAGE = 65_536;
const HEADER_PAGES = 4;
const PROBE_AT = 1024;
const TABLE_AT = 16_384;
const MAX_DIMENSION = (TABLE_AT - PROBE_AT) / 2;
const MAX_BLOCKS = (HEADER_PAGES * PAGE - TABLE_AT) / 16;
/** Below this many rows a second thread costs more than it brings. */
const WORTH_A_THREAD = 16 * BLOCK_ROWS;
/** A thread that holds its block this long has died. */
const WORKER_PATIENCE_MS = 2000;

type Scan = (
  rows: number,
  scales: number,
  scores: number,
  count: number,
  probe: number,
  dimension: number,
  probeScale: number,
) => void;

/** Rows with their scores of the last scan, and what bounds the scores' error. */
interface Block {
  rows: Int8Array;
  scales: Float32Array;
  scores: Float32Array;
  /** Largest residual and length (see `quantise`) of any row this block has held. */
  residual: number;
  length: number;
}

/**
 * First pass of an exact search: all rows as int8 against one probe, in WebAssembly SIMD, on two
 * threads for large galleries. Every score comes with a bound of its error (see `quantise`). Rows
 * are kept in blocks that never move, so that growing copies nothing.
 */
export class Int8Scan {
  readonly blocks: Block[] = [];
  private readonly memory: WebAssembly.Memory;
  private readonly module: WebAssembly.Module;
  private readonly scanBlock: Scan;
  private readonly head: Int32Array;
  private readonly probe: Int16Array;
  private readonly stride: number;
  private worker: Worker | null = null;

  /** Throws RangeError on a dimension out of range, WebAssembly.CompileError where SIMD is missing. */
  constructor(
    dimension: number,
    private threads: 1 | 2 = 2,
  ) {
    this.stride = Math.ceil(dimension / 64) * 64;
    if (!(dimension > 0 && this.stride <= MAX_DIMENSION)) {
      throw new RangeError(`vectors of ${dimension} numbers`);
    }
    this.module = new WebAssembly.Module(Buffer.from(scanWasm, 'base64'));
    this.memory = reserveMemory();
    const instance = new WebAssembly.Instance(this.module, { env: { memory: this.memory } });
    this.scanBlock = instance.exports.scan as Scan; // scan.wat
    this.head = new Int32Array(this.memory.buffer, 0, 16);
    this.probe = new Int16Array(this.memory.buffer, PROBE_AT, this.stride);
    this.head[words.dimension] = this.stride;
    this.head[words.probe] = PROBE_AT;
    this.head[words.table] = TABLE_AT;
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

  /**
   * Scores the first `count` rows into their blocks' `scores`. The true similarity of a row differs
   * from its score by at most residual * |probe| + length * probeResidual.
   */
  scan(vector: Float32Array, count: number): { probeLength: number; probeResidual: number } {
    const { scale, residual, length } = quantise(vector, this.probe);
    const used = Math.ceil(count / BLOCK_ROWS);
    const table = new Int32Array(this.memory.buffer, TABLE_AT, used * 4);
    for (let n = 0; n < used; n++) table[n * 4 + 3] = Math.min(BLOCK_ROWS, count - n * BLOCK_ROWS);
    new Float32Array(this.memory.buffer, words.probeScale * 4, 1)[0] = scale;
    const shared = this.threads === 2 && count >= WORTH_A_THREAD && this.workerListens();
    if (!shared || !this.scanTogether(table, used, scale)) {
      for (let n = 0; n < used; n++) this.scanOne(table, n, scale);
    }
    return { probeLength: length + residual, probeResidual: residual };
  }

  close(): void {
    Atomics.store(this.head, words.generation, -1);
    Atomics.notify(this.head, words.generation);
    void this.worker?.terminate();
    this.worker = null;
    this.threads = 1;
  }

  /** False when the other thread did not finish its part: then nothing is certain. */
  private scanTogether(table: Int32Array, used: number, scale: number): boolean {
    const { head } = this;
    head[words.blocks] = used;
    Atomics.store(head, words.nextBlock, 0);
    const generation = Atomics.add(head, words.generation, 1) + 1;
    Atomics.notify(head, words.generation);
    for (;;) {
      const block = Atomics.add(head, words.nextBlock, 1);
      if (block >= used) break;
      this.scanOne(table, block, scale);
    }
    // The other thread has one block left at most: shorter than going to sleep would take.
    const patience = performance.now() + WORKER_PATIENCE_MS;
    while (Atomics.load(head, words.done) !== generation) {
      if (performance.now() > patience) {
        this.close();
        return false;
      }
    }
    return true;
  }

  /** Starts the second thread when it is first wanted; it is used from when it listens. */
  private workerListens(): boolean {
    const { module, memory } = this;
    if (!this.worker) {
      this.worker = new Worker(scanWorkerProgram, { eval: true, workerData: { module, memory } });
      this.worker.unref();
    }
    return Atomics.load(this.head, words.ready) === 1;
  }

  private scanOne(table: Int32Array, n: number, scale: number): void {
    const at = n * 4;
    this.scanBlock(
      table[at]!,
      table[at + 1]!,
      table[at + 2]!,
      table[at + 3]!,
      PROBE_AT,
      this.stride,
      scale,
    );
  }

  private place(row: number): { block: Block; at: number } {
    const n = Math.floor(row / BLOCK_ROWS);
    if (n === this.blocks.length) this.blocks.push(this.addBlock(n));
    return { block: this.blocks[n]!, at: row % BLOCK_ROWS };
  }

  private addBlock(n: number): Block {
    if (n >= MAX_BLOCKS) throw new RangeError('the gallery is full');
    const rowBytes = BLOCK_ROWS * this.stride;
    const floats = BLOCK_ROWS * 4;
    const pages = Math.ceil((rowBytes + 2 * floats) / PAGE);
    const start = this.memory.grow(pages) * PAGE;
    const { buffer } = this.memory;
    new Int32Array(buffer, TABLE_AT + n * 16, 3).set([
      start,
      start + rowBytes,
      start + rowBytes + floats,
    ]);
    return {
      rows: new Int8Array(buffer, start, rowBytes),
      scales: new Float32Array(buffer, start + rowBytes, BLOCK_ROWS),
      scores: new Float32Array(buffer, start + rowBytes + floats, BLOCK_ROWS),
      residual: 0,
      length: 0,
    };
  }
}

function widen(block: Block, { residual, length }: { residual: number; length: number }): void {
  block.residual = Math.max(block.residual, residual);
  block.length = Math.max(block.length, length);
}

/** Shared memory must say its limit beforehand; only what is used is ever backed by real memory. */
function reserveMemory(): WebAssembly.Memory {
  for (const maximum of [65_536, 32_768, 16_384]) {
    try {
      return new WebAssembly.Memory({ initial: HEADER_PAGES, maximum, shared: true });
    } catch {
      // too much address space for this machine: ask for less
    }
  }
  throw new RangeError('no shared memory for the gallery');
}
