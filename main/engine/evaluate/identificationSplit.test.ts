import { describe, expect, it } from 'vitest';
import { normalise } from '../match/fuse';
import { gaussian, unitVectors } from '../match/testing/faces';
import { defaultPlan } from './calibrate';
import { evaluateOnUnseen } from './identificationSplit';

const D = 48;
const random = gaussian(17);
const people = unitVectors(1400, D, random).map((first, i) => ({
  name: `p${i}`,
  vectors: [first, normalise(first.map((x) => x + 0.08 * random()))],
}));
const calibration = { ...defaultPlan, excludeAbove: 0.95, source: '', command: '', date: '' };
const plan = {
  gallerySizes: [50, 300],
  targets: [0.05],
  fixedThreshold: 0.5,
  strangers: Infinity,
  seed: 2,
  repeats: 2,
};

describe('predicted against measured on people the calibration has not seen', () => {
  it('agrees within a factor of 2 for galleries of every size, where a fixed threshold drifts', () => {
    const [small, large] = evaluateOnUnseen(people, calibration, plan, () => undefined);
    for (const gallery of [small!, large!]) {
      const [at] = gallery.targets;
      expect(at!.predictedFpir).toBeCloseTo(0.05, 3);
      expect(at!.ratio).toBeGreaterThan(0.5);
      expect(at!.ratio).toBeLessThan(2);
      // Half of the people less those enrolled, two images each, two draws.
      expect(gallery.strangerProbes).toBe((700 - gallery.people) * 2 * 2);
    }
    expect(large!.fixed.measuredFpir).toBeGreaterThan(3 * small!.fixed.measuredFpir);
  });

  it('refuses a gallery that half of the people cannot fill', () => {
    expect(() =>
      evaluateOnUnseen(people, calibration, { ...plan, gallerySizes: [700] }, () => undefined),
    ).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }) as Error);
  });
});
