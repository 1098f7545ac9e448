// npm run compare -- [--data DIR] [--pairs 200] [--images 200] [--only foyer,bare,human,face-api] [--json]:
// Foyer, its networks alone and two JavaScript packages, on the same pictures, one after the other.
import { fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../lib/bundle.mjs';
import { createLog } from '../lib/log.mjs';
import { packagePath, root } from '../lib/paths.mjs';
import { PINS, installPackages, scratch } from './packages.mjs';
import { compareText } from './text.mjs';

const systems = {
  foyer: 'foyer',
  bare: 'bare',
  human: path.join(root, 'scripts/compare/systems/human.mjs'),
  'face-api': path.join(root, 'scripts/compare/systems/faceApi.mjs'),
};

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.FOYER_DATA ?? path.join(root, '../shared/data') },
    pairs: { type: 'string', default: '200' },
    images: { type: 'string', default: '200' },
    only: { type: 'string', default: Object.keys(systems).join() },
    json: { type: 'boolean', default: false },
  },
});
const only = values.only.split(',');
const [pairsOfKind, detectImages] = [Number(values.pairs), Number(values.images)];
const pairs = path.join(values.data, 'lfw-view1/pairs-dev-test.tsv');
const boxes = path.join(values.data, 'det-single/boxes.tsv');
const wrong = [
  !(pairsOfKind >= 1 && detectImages >= 1) && '--pairs and --images take whole numbers from 1',
  only.find((name) => !(name in systems)) && `--only takes ${Object.keys(systems).join(', ')}`,
  [pairs, boxes].find((file) => !existsSync(file)) &&
    `no lfw-view1 and det-single in ${values.data}`,
].find(Boolean);
if (wrong) {
  process.stderr.write(`${wrong}\n`);
  process.exit(2);
}

/** Measures one system in a process of its own, so that none warms up or weighs on another. */
function measure(file, task, log) {
  return new Promise((resolve, reject) => {
    const child = fork(file, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-4000);
    });
    child.on('message', ({ report, failed, done, of }) => {
      if (report) resolve(report);
      else if (failed) reject(new Error(failed));
      else log.line(`${done} of ${of} images`);
    });
    child.on('exit', (code, signal) => reject(new Error(`ended with ${signal ?? code}\n${said}`)));
    child.send(task);
  });
}

const log = createLog();
if (only.some((name) => !['foyer', 'bare'].includes(name))) await installPackages();
const file = path.join(scratch, 'worker.mjs');
await bundle('scripts/compare/worker.ts', file);
const manifestOf = (name) => JSON.parse(readFileSync(packagePath(name, 'package.json'), 'utf8'));
const report = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}`,
  versions: {
    node: process.versions.node,
    'onnxruntime-node': manifestOf('onnxruntime-node').version,
    ...PINS,
  },
  asked: { pairsOfKind, detectImages },
  results: {},
};
for (const name of only) {
  const done = log.working(name);
  const modelsDir = path.join(root, 'models');
  const task = { system: systems[name], modelsDir, pairs, boxes, pairsOfKind, detectImages };
  report.results[name] = await measure(file, task, log);
  done();
  // After each, because the last ones take long and may be stopped.
  writeFileSync(path.join(scratch, 'report.json'), JSON.stringify(report, null, 2));
}
process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : compareText(report));
