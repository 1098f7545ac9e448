import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRiskModel, type RiskCalibration } from './risk';

const calibration: RiskCalibration = {
  fmrQuantiles: [
    [1e-1, 0.13],
    [1e-2, 0.25],
    [1e-3, 0.335],
    [1e-4, 0.409],
  ],
  tail: { u: 0.409, rate: 1e-4, xi: 0.24, sigma: 0.024 },
  fnmrQuantiles: [
    [0.001, 0.2],
    [0.01, 0.35],
    [0.1, 0.55],
    [0.5, 0.72],
  ],
};
const risk = createRiskModel(calibration);

describe('risk model', () => {
  it('meets the calibration at its quantiles', () => {
    for (const [fmr, t] of calibration.fmrQuantiles) expect(risk.fmr(t)).toBeCloseTo(fmr, 8);
    expect(risk.fnmr(0.35)).toBeCloseTo(0.01, 8);
  });

  it('is 1 for a threshold that refuses nobody and falls all the way', () => {
    expect(risk.fmr(-1)).toBe(1);
    let before = 1;
    for (let t = -0.99; t <= 1; t += 0.01) {
      expect(risk.fmr(t)).toBeLessThanOrEqual(before);
      before = risk.fmr(t);
    }
  });

  it('gives the threshold back for any rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.14, max: 0.95, noNaN: true }), (t) => {
        expect(risk.thresholdForFmr(risk.fmr(t))).toBeCloseTo(t, 6);
      }),
    );
  });

  it('predicts the share of strangers that a simulated gallery names', () => {
    // Independent draws with the model's own FMR, searched 40,000 times.
    let state = 12345;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const n = 50;
    const t = risk.thresholdForFmr(1e-3);
    let named = 0;
    const searches = 40_000;
    for (let s = 0; s < searches; s++) {
      for (let i = 0; i < n; i++) {
        if (random() < 1e-3) {
          named++;
          break;
        }
      }
    }
    const expected = risk.fpir(t, n);
    const sd = Math.sqrt((expected * (1 - expected)) / searches);
    expect(Math.abs(named / searches - expected)).toBeLessThan(4 * sd);
  });

  it('raises the threshold with the gallery and keeps the risk', () => {
    const thresholds = [1, 100, 1_000, 10_000, 1_000_000].map((n) => risk.thresholdFor(0.001, n));
    expect([...thresholds].sort((a, b) => a - b)).toEqual(thresholds);
    expect(risk.fpir(risk.thresholdFor(0.001, 5_000), 5_000)).toBeCloseTo(0.001, 8);
  });

  it('stays within similarity for absurd wishes', () => {
    expect(risk.thresholdForFmr(0)).toBeLessThanOrEqual(1);
    expect(risk.thresholdForFmr(2)).toBe(-1);
    expect(risk.thresholdFor(1e-6, 0)).toBeLessThanOrEqual(1);
  });
});
