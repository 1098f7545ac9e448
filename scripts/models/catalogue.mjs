/**
 * The default models: where they come from and how they are fed and read. `make.mjs` turns this
 * into models/manifest.json, which is all that the engine knows about them.
 *
 * Sources of the numbers: input sizes, means and landmark order are those of the publisher's own
 * code, with one change: it feeds the embedder and the liveness net RGB, and both were trained on
 * BGR (docs/decisions/0003-models.md gives the measurements). The five-point template is
 * ArcFace's (InsightFace, MIT). Thresholds are our own measurements.
 */
export const PACKAGE = {
  name: 'faceplugin-face-recognition-js',
  version: '0.0.1',
  integrity:
    'sha512-shriXjd4zJHEwhK1jHK+bWo8Vv6Vu9B/w6RRsd4AFtNM/jaI2vhuOamOSMl9qQmLd8WlQ7dgqN+3C2iOi5pXWw==',
};

const sameForAll = (value) => [value, value, value];

export const MODELS = [
  {
    id: 'rfb-320',
    role: 'detector',
    family: 'rfb-ssd',
    title: 'Ultra-Light-Fast-Generic-Face-Detector RFB-320',
    file: 'detector-rfb-320.onnx',
    licence: 'MIT',
    original: {
      path: 'model/fr_detect.onnx',
      sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
    },
    input: {
      name: 'input',
      layout: 'NCHW',
      width: 320,
      height: 240,
      channels: 'RGB',
      mean: sameForAll(127),
      std: sameForAll(128),
    },
    fit: 'letterbox-top-left',
    outputs: { scores: 'scores', boxes: 'boxes' },
    anchors: 4420,
    scoreThreshold: 0.65,
    captureScoreThreshold: 0.8,
    nmsIou: 0.3,
  },
  {
    id: 'landmarks-68',
    role: 'landmarks',
    family: 'points-68',
    title: '68 landmarks',
    file: 'landmarks-68.onnx',
    licence: 'MIT',
    original: {
      path: 'model/fr_landmark.onnx',
      sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
    },
    input: {
      name: 'input',
      layout: 'NCHW',
      width: 64,
      height: 64,
      channels: 'GREY',
      mean: [0],
      std: [256],
    },
    crop: { rule: 'box', scale: 1 },
    outputs: { points: 'output' },
    // Averages of these of the 68 (iBUG order) are the five points that alignment uses.
    fivePoints: [[36, 37, 38, 39, 40, 41], [42, 43, 44, 45, 46, 47], [30], [48], [54]],
  },
  {
    id: 'mobilefacenet-512',
    role: 'embedder',
    family: 'arcface-112',
    title: 'MobileFaceNet, 512 dimensions, 1.2 M parameters',
    file: 'embedder-mobilefacenet-512.onnx',
    licence: 'MIT',
    original: {
      path: 'model/fr_feature.onnx',
      sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
    },
    input: {
      name: 'input',
      layout: 'NCHW',
      width: 112,
      height: 112,
      channels: 'BGR',
      mean: sameForAll(127),
      std: sameForAll(128),
    },
    outputs: { embedding: 'output' },
    dimension: 512,
    metric: 'cosine',
    template: [
      [38.2946, 51.6963],
      [73.5318, 51.5014],
      [56.0252, 71.7366],
      [41.5493, 92.3655],
      [70.7299, 92.2041],
    ],
    // Length before normalising: 95 % of non-faces are shorter than `noFace`, 95 % of frontal faces
    // longer than `frontal`; `covered` is the median of masked faces.
    norms: { noFace: 2.64, covered: 2.95, frontal: 3.12, typical: 3.6 },
  },
  {
    id: 'minifasnet-se-128',
    role: 'liveness',
    family: 'minifasnet',
    title: 'MiniFASNet-SE style, real / printed or shown / 3-D',
    file: 'liveness-minifasnet-se-128.onnx',
    licence: 'MIT',
    original: {
      path: 'model/fr_liveness.onnx',
      sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
    },
    input: {
      name: 'input',
      layout: 'NCHW',
      width: 128,
      height: 128,
      channels: 'BGR',
      mean: sameForAll(0),
      std: sameForAll(1),
    },
    crop: { rule: 'scaled-inside', scale: 2.7 },
    outputs: { logits: 'output' },
    liveClass: 0,
    threshold: 0.5,
    minFrames: 5,
  },
];
