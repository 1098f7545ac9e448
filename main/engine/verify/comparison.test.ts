import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { createRiskModel, type RiskCalibration } from '../match/risk';
import { fmrAt, verifyThreshold } from './comparison';

const { models } = JSON.parse(readFileSync(resolve('models/manifest.json'), 'utf8')) as {
  models: { role: string; default?: boolean; calibration?: RiskCalibration }[];
};
const law = createRiskModel(models.find(({ calibration }) => calibration)!.calibration!);
const one = { templates: 1, frames: 1, attempt: 1 };

it('is one comparison, at the false match rate that was asked for', () => {
  const threshold = verifyThreshold(law, 0.001, one);
  expect(threshold).toBeCloseTo(law.thresholdForFmr(0.001), 3);
  expect(fmrAt(law, threshold, one)).toBeCloseTo(0.001, 5);
});

it('is lower than the threshold of a search of many', () => {
  expect(verifyThreshold(law, 0.001, one)).toBeLessThan(law.thresholdFor(0.001, 1000));
});

it.each([
  ['templates', { ...one, templates: 3 }],
  ['tries', { ...one, attempt: 2 }],
])('asks for more where there are more %s, and keeps the risk', (_what, many) => {
  const threshold = verifyThreshold(law, 0.001, many);
  expect(threshold).toBeGreaterThan(verifyThreshold(law, 0.001, one));
  expect(fmrAt(law, threshold, many)).toBeCloseTo(0.001, 5);
});

it('never says more than everybody', () => {
  expect(fmrAt(law, -1, { ...one, attempt: 9 })).toBe(1);
});
