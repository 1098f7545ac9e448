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
