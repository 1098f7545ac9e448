/**
 * Words (int32) at the start of the memory that the two scanning threads share. The block table has
 * eight words a block: addresses of rows, scales and scores, the number of rows, and the search whose
 * scores it holds.
 */
export const words = {
  /** Rises with each search; negative ends the worker. */
  generation: 0,
  /** The next block that nobody has taken. */
  nextBlock: 1,
  blocks: 2,
  /** 1 while the worker may be at a block: then the probe must stay as it is. */
  busy: 3,
  dimension: 4,
  probe: 5,
  /** A float32. */
  probeScale: 6,
  table: 7,
  /** 1 once the worker listens. */
  ready: 8,
} as const;

/** Words a block, and which is which. */
export const entry = { words: 8, rows: 0, scales: 1, scores: 2, count: 3, finished: 4 } as const;

/**
 * The second scanning thread: it and the searching thread take blocks from one counter until none is
 * left, and each block is marked with its search when its scores are there. Its whole program is this
 * text, so that it needs no file of its own in a bundle, a package or a test.
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
  Atomics.store(head, ${words.busy}, 1);
  generation = Atomics.load(head, ${words.generation});
  if (generation < 0) break;
  const count = head[${words.blocks}];
  const table = new Int32Array(memory.buffer, head[${words.table}], count * ${entry.words});
  for (;;) {
    const block = Atomics.add(head, ${words.nextBlock}, 1);
    if (block >= count) break;
    const at = block * ${entry.words};
    scan(table[at], table[at + ${entry.scales}], table[at + ${entry.scores}],
      table[at + ${entry.count}], head[${words.probe}], head[${words.dimension}], probeScale[0]);
    Atomics.store(table, at + ${entry.finished}, generation);
  }
  Atomics.store(head, ${words.busy}, 0);
}
`;
