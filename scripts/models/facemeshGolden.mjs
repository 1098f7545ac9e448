// Makes facemesh.golden.json: what the published Face Mesh answers, run as it was published by
// TensorFlow.js (plain JavaScript backend, which shares nothing with ONNX Runtime). `drawn`: pictures
// by formula, for the network alone. `stills`: the crop of a still's golden box, cut out in the
// plainest way, for the engine's crop and way back to image pixels.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from '../compare/packages.mjs';
import { requireScratch } from '../compare/systems/tfjs.mjs';
import { createLog } from '../lib/log.mjs';
import { writeAtomic } from '../lib/stamp.mjs';
import {
  HUMAN_MODELS,
  MESH,
  OUTPUTS,
  PICTURES,
  SIDE,
  TOPOLOGY,
  WEIGHTS,
  drawPicture,
  goldenFile,
} from './facemesh.mjs';
import { withFiles } from './originals.mjs';
import { cutOut, folder, readStill } from './plain.mjs';

/** The published model from memory: no fetch, no file system behind TensorFlow.js's back. */
async function load(tf, read) {
  const { modelTopology, weightsManifest } = JSON.parse(read(TOPOLOGY).toString('utf8'));
  const weights = read(WEIGHTS);
  const weightData = weights.buffer.slice(
    weights.byteOffset,
    weights.byteOffset + weights.byteLength,
  );
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return tf.loadGraphModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

function answer(tf, model, data) {
  const input = tf.tensor4d(data, [1, SIDE, SIDE, 3]);
  const [points, face] = model.execute(input, [OUTPUTS.points, OUTPUTS.face]);
  return { face: face.dataSync()[0], points: [...points.dataSync()] };
}

function square([x, y, w, h], scale) {
  const half = (Math.max(w, h) * scale) / 2;
  const [cx, cy] = [x + w / 2, y + h / 2];
  return [cx - half, cy - half, cx + half, cy + half];
}

async function make(read, log) {
  const tf = requireScratch('@tensorflow/tfjs');
  await tf.setBackend('cpu');
  const model = await load(tf, read);
  const drawn = {};
  for (const [name, picture] of Object.entries(PICTURES)) {
    drawn[name] = answer(
      tf,
      model,
      drawPicture(picture, (x, y, c) => (y * SIDE + x) * 3 + c),
    );
    log.line(`${name}: face ${drawn[name].face}`);
  }
  const stills = [];
  for (const { file, box } of JSON.parse(readFileSync(path.join(folder, 'golden.json'), 'utf8'))) {
    const [left, top, right, bottom] = square(box, MESH.crop.scale);
    const picture = cutOut(await readStill(file), [left, top, right, bottom], SIDE, SIDE);
    const { face, points } = answer(
      tf,
      model,
      Float32Array.from(picture.flat(2), (v) => v / 255),
    );
    const scale = (right - left) / SIDE;
    const placed = points
      .filter((_, i) => i % 3 < 2)
      .map((v, i) => v * scale + (i % 2 ? top : left));
    stills.push({ file, face, points: placed });
    log.line(`${file}: face ${face}`);
  }
  const round = (_key, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value);
  writeAtomic(goldenFile, `${JSON.stringify({ drawn, stills }, round)}\n`);
}

const log = createLog();
await installPackages();
await withFiles(HUMAN_MODELS, [TOPOLOGY, WEIGHTS], (read) => make(read, log), log);
