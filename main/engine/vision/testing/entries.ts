import type { MtcnnEntry } from '../families/cascadeSteps';
import type { ModelInput } from '../manifest';

/** Fields of a manifest entry that a test does not care about. */
export const someModel = {
  id: 'test',
  title: 'test',
  file: 'test.onnx',
  bytes: 1,
  sha256: '0'.repeat(64),
  licence: 'MIT',
  source: { package: 'test@1.0.0', path: 'test', sha256: '0'.repeat(64), changes: 'none' },
};

export const someDetector = {
  ...someModel,
  role: 'detector' as const,
  fit: 'letterbox-top-left' as const,
  scoreThreshold: 0.6,
  captureScoreThreshold: 0.8,
  nmsIou: 0.3,
};

/** A network's input: colour planes of (v − mean) / std. */
export const inputOf = (
  width: number,
  height: number,
  channels: 'RGB' | 'BGR' = 'RGB',
  mean = 0,
  std = 1,
): ModelInput => ({
  name: 'input',
  layout: 'NCHW',
  width,
  height,
  channels,
  mean: [mean, mean, mean],
  std: [std, std, std],
});

const part = {
  file: someModel.file,
  bytes: someModel.bytes,
  sha256: someModel.sha256,
  source: someModel.source,
};
const scoresAndBoxes = { scores: 'scores', boxes: 'boxes' };

/** A cascade over pixels of 0 to 1. */
export const someCascade = (more: Partial<MtcnnEntry> = {}, batch = 8): MtcnnEntry => ({
  ...someModel,
  role: 'detector',
  family: 'mtcnn',
  alignBy: 'landmarks',
  input: inputOf(12, 12, 'RGB', 0, 255),
  outputs: scoresAndBoxes,
  scoreThreshold: 0.6,
  captureScoreThreshold: 0.8,
  nmsIou: 0.7,
  pixels: 'row-major',
  propose: {
    smallestPx: 24,
    smallestShare: 0,
    scaleStep: 0.5,
    scoreThreshold: 0.98,
    nmsIouWithinScale: 0.5,
    nmsIou: 0.7,
  },
  refine: {
    ...part,
    batch,
    input: inputOf(24, 24, 'RGB', 0, 255),
    outputs: scoresAndBoxes,
    scoreThreshold: 0.9,
    nmsIou: 0.7,
  },
  finish: {
    ...part,
    batch,
    input: inputOf(48, 48, 'RGB', 0, 255),
    outputs: { ...scoresAndBoxes, points: 'points' },
  },
  ...more,
});
