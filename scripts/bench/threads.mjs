// node scripts/bench/threads.mjs [--threads 1,2] [--rounds N] [--frames N]: what threads and spinning
// of ONNX Runtime cost and gain for the live pipeline's networks. Frames come at 30 a second, as from
// a camera; detector and landmarks run on each, embedder and liveness on every tenth. Settings take
// turns, so that whatever else the machine does meets all of them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { root } from '../lib/paths.mjs';

const { InferenceSession, Tensor } = createRequire(import.meta.url)('onnxruntime-node');
const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '5' },
    frames: { type: 'string', default: '60' },
  },
});
const FRAME_MS = 1000 / 30;
const RARE = 10;
const manifest = JSON.parse(readFileSync(path.join(root, 'models/manifest.json'), 'utf8'));

async function open(role, threads, spinning) {
  const { file, input } = manifest.models.find(({ id }) => id === manifest.defaults[role]);
  const session = await InferenceSession.create(path.join(root, 'models', file), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
  });
  const dims = [1, input.channels === 'GREY' ? 1 : 3, input.height, input.width];
  const data = new Float32Array(dims.reduce((a, b) => a * b)).map((_, i) => Math.sin(i) / 2);
  const feeds = { [input.name]: new Tensor('float32', data, dims) };
  return () => session.run(feeds);
}

const settings = [];
for (const threads of values.threads.split(',').map(Number)) {
  for (const spinning of [false, true]) {
    const [often, rare] = [[], []];
    for (const role of ['detector', 'landmarks']) often.push(await open(role, threads, spinning));
    for (const role of ['embedder', 'liveness']) rare.push(await open(role, threads, spinning));
    for (const run of [...often, ...rare]) await run(); // warm
    settings.push({ threads, spinning, often, rare, plain: [], full: [], cpuMs: 0, wallMs: 0 });
  }
}

for (let round = 0; round < Number(values.rounds); round++) {
  for (const setting of settings) {
    const before = process.cpuUsage();
    const startedAt = performance.now();
    for (let frame = 0; frame < Number(values.frames); frame++) {
      const due = startedAt + frame * FRAME_MS;
      if (due > performance.now()) await wait(due - performance.now());
      const all = frame % RARE === 0;
      const began = performance.now();
      for (const run of [...setting.often, ...(all ? setting.rare : [])]) await run();
      (all ? setting.full : setting.plain).push(performance.now() - began);
    }
    const { user, system } = process.cpuUsage(before);
    setting.cpuMs += (user + system) / 1000;
    setting.wallMs += performance.now() - startedAt;
  }
}

const at = (times, q) => times.sort((a, b) => a - b)[Math.floor(q * (times.length - 1))].toFixed(1);
console.table(
  settings.map(({ threads, spinning, plain, full, cpuMs, wallMs }) => ({
    threads,
    spinning,
    'plain frame p50 ms': at(plain, 0.5),
    'p95 ms': at(plain, 0.95),
    'full frame p50 ms': at(full, 0.5),
    'full p95 ms': at(full, 0.95),
    'processor ms a frame': (cpuMs / (plain.length + full.length)).toFixed(1),
    cores: (cpuMs / wallMs).toFixed(2),
  })),
);
