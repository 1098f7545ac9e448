import { Worker } from 'node:worker_threads';
import type { FirstPass, ProbeSlack } from './firstPass';
import { quantise } from './quantise';
import { BLOCK_ROWS, Int8Rows, type Block } from './rows';
import { scanWasm } from './scanWasm';
import { entry, scanWorkerProgram, words } from './scanWorker';

const PAGE = 65_536;
const HEADER_PAGES = 8;
const PROBE_AT = 1024;
const TABLE_AT = 16_384;
const MAX_DIMENSION = (TABLE_AT - PROBE_AT) / 2;
const MAX_BLOCKS = (HEADER_PAGES * PAGE - TABLE_AT) / (entry.words * 4);
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

const binary = () => Buffer.from(scanWasm, 'base64');

/**
 * The first pass in WebAssembly SIMD, on two threads for large galleries. The threads share memory and
 * a counter of blocks; the searching one waits for nobody, because it scores again what the other has
 * taken and not finished: a thread that the system has put aside costs a block's time, not its own.
 */
export class Int8Scan implements FirstPass {
  readonly rows: Int8Rows;
  private readonly memory: WebAssembly.Memory;
  private readonly module: WebAssembly.Module;
  private readonly scanBlock: Scan;
  private readonly head: Int32Array;
  private readonly probe: Int16Array;
  private worker: Worker | null = null;

  /** Whether this runtime has WebAssembly SIMD and shared memory. */
  static isSupported(): boolean {
    return typeof SharedArrayBuffer === 'function' && WebAssembly.validate(binary());
  }

  /** Throws RangeError on a dimension out of range. */
  constructor(
    dimension: number,
    private threads: 1 | 2 = 2,
  ) {
    const stride = Math.ceil(dimension / 64) * 64;
    if (!(dimension > 0 && stride <= MAX_DIMENSION)) {
      throw new RangeError(`vectors of ${dimension} numbers`);
    }
    this.module = new WebAssembly.Module(binary());
    this.memory = reserveMemory();
    const instance = new WebAssembly.Instance(this.module, { env: { memory: this.memory } });
    this.scanBlock = instance.exports.scan as Scan; // scan.wat
    this.head = new Int32Array(this.memory.buffer, 0, 16);
    this.probe = new Int16Array(this.memory.buffer, PROBE_AT, stride);
    this.head[words.dimension] = stride;
    this.head[words.probe] = PROBE_AT;
    this.head[words.table] = TABLE_AT;
    this.rows = new Int8Rows(stride, (n) => this.addBlock(n));
  }

  scan(vector: Float32Array, count: number): ProbeSlack {
    this.awaitWorker();
    const { scale, residual, length } = quantise(vector, this.probe);
    const used = Math.ceil(count / BLOCK_ROWS);
    const table = new Int32Array(this.memory.buffer, TABLE_AT, used * entry.words);
    for (let n = 0; n < used; n++) {
      table[n * entry.words + entry.count] = Math.min(BLOCK_ROWS, count - n * BLOCK_ROWS);
    }
    new Float32Array(this.memory.buffer, words.probeScale * 4, 1)[0] = scale;
    if (this.threads === 2 && count >= WORTH_A_THREAD && this.workerListens()) {
      this.scanTogether(table, used, scale);
    } else {
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

  private scanTogether(table: Int32Array, used: number, scale: number): void {
    const { head } = this;
    head[words.blocks] = used;
    // From here on the other thread may take a block: probe and table are written.
    Atomics.store(head, words.nextBlock, 0);
    const generation = Atomics.add(head, words.generation, 1) + 1;
    Atomics.notify(head, words.generation);
    const finish = (n: number) => {
      this.scanOne(table, n, scale);
      Atomics.store(table, n * entry.words + entry.finished, generation);
    };
    for (;;) {
      const block = Atomics.add(head, words.nextBlock, 1);
      if (block >= used) break;
      finish(block);
    }
    for (let n = 0; n < used; n++) {
      if (Atomics.load(table, n * entry.words + entry.finished) !== generation) finish(n);
    }
  }

  /**
   * Waits until the other thread has left the block of an earlier search: it reads the probe that is
   * about to change. Nearly always it left long ago.
   */
  private awaitWorker(): void {
    if (!this.worker) return;
    const patience = performance.now() + WORKER_PATIENCE_MS;
    while (Atomics.load(this.head, words.busy) === 1) {
      if (performance.now() > patience) {
        this.close();
        return;
      }
    }
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
    const at = n * entry.words;
    this.scanBlock(
      table[at + entry.rows]!,
      table[at + entry.scales]!,
      table[at + entry.scores]!,
      table[at + entry.count]!,
      PROBE_AT,
      this.rows.stride,
      scale,
    );
  }

  private addBlock(n: number): Pick<Block, 'rows' | 'scales' | 'scores' | 'top'> {
    if (n >= MAX_BLOCKS) throw new RangeError('the gallery is full');
    const rowBytes = BLOCK_ROWS * this.rows.stride;
    const floats = BLOCK_ROWS * 4;
    const pages = Math.ceil((rowBytes + 2 * floats + 4) / PAGE);
    const start = this.memory.grow(pages) * PAGE;
    const { buffer } = this.memory;
    const scales = start + rowBytes;
    const scores = scales + floats;
    new Int32Array(buffer, TABLE_AT + n * entry.words * 4, 3).set([start, scales, scores]);
    return {
      rows: new Int8Array(buffer, start, rowBytes),
      scales: new Float32Array(buffer, scales, BLOCK_ROWS),
      scores: new Float32Array(buffer, scores, BLOCK_ROWS),
      top: new Float32Array(buffer, scores + floats, 1),
    };
  }
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
