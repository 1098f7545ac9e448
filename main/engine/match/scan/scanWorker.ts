/**
 * Words (int32) at the start of the memory that the two scanning threads share. The block table has
 * four words a block: addresses of rows, scales and scores, and the number of rows.
 */
export const words = {
  /** Rises with each search; negative ends the worker. */
  generation: 0,
  nextBlock: 1,
  blocks: 2,
  /** The generation that the worker has finished. */
  done: 3,
  dimension: 4,
  probe: 5,
  /** A float32. */
  probeScale: 6,
  table: 7,
  /** 1 once the worker listens. */
  ready: 8,
} as const;

/**
 * The second scanning thread: it and the searching thread take blocks from one counter until none is
 * left. Its whole program is this text, so that it needs no file of its own in a bundle, a package
 * or a test.
 */
export const scanWorkerProgram = `
const { workerData: { module, memory } } = require('node:worker_threads');
const { scan } = new WebAssembly.Instance(module, { env: { memory } }).exports;
const head = new Int32Array(memory.buffer, 0, 16);
const probeScale = new Float32Array(memory.buffer, ${words.probeScale * 4}, 1);
let generation = Atomics.load(head, ${words.generation});
Atomics.store(head, ${words.ready}, 1);
for (;;) {
  Atomics.wait(head, ${words.generation}, generation);
  generation = Atomics.load(head, ${words.generation});
  if (generation < 0) break;
  const count = head[${words.blocks}];
  const table = new Int32Array(memory.buffer, head[${words.table}], count * 4);
  for (;;) {
    const block = Atomics.add(head, ${words.nextBlock}, 1);
    if (block >= count) break;
    const [rows, scales, scores, size] = table.subarray(block * 4, block * 4 + 4);
    scan(rows, scales, scores, size, head[${words.probe}], head[${words.dimension}], probeScale[0]);
  }
  Atomics.store(head, ${words.done}, generation);
}
`;
