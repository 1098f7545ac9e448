import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc, countAtLeast, detCurve, equalErrorRate, tarAtFmr } from './metrics';

describe('metrics of a list worked by hand', () => {
  // Sorted: .1i .2i .3g .4i .5g .6i .7g .8g
  const scores = { genuine: [0.3, 0.5, 0.7, 0.8], impostor: [0.1, 0.2, 0.4, 0.6] };

  it('AUC counts the 13 of 16 cross pairs in which the genuine score is higher', () => {
    // .3 beats two, .5 beats three, .7 and .8 beat four each.
    expect(auc(scores)).toBeCloseTo(13 / 16, 12);
  });

  it('a tie counts half in the AUC', () => {
    expect(auc({ genuine: [0.5], impostor: [0.5] })).toBe(0.5);
    expect(auc({ genuine: [0.5, 0.9], impostor: [0.5, 0.1] })).toBeCloseTo(3.5 / 4, 12);
  });

  it('TAR at FMR 0.25 lets one impostor of four pass', () => {
    expect(tarAtFmr(scores, 0.25)).toEqual({ threshold: 0.45, tar: 0.75, fmr: 0.25, accepted: 3 });
  });

  it('TAR at an FMR finer than the list is taken above every impostor', () => {
    expect(tarAtFmr(scores, 1e-3)).toEqual({
      threshold: (0.6 + 0.7) / 2,
      tar: 0.5,
      fmr: 0,
      accepted: 2,
    });
  });

  it('an FMR of 1 accepts every pair that could be compared', () => {
    expect(tarAtFmr(scores, 1).tar).toBe(1);
    expect(tarAtFmr({ genuine: [-Infinity, 0.4], impostor: [0.1] }, 1).tar).toBe(0.5);
  });

  it('0.1 % of 3,000 impostors is three', () => {
    const impostor = Array.from({ length: 3000 }, (_, i) => i / 3000);
    expect(tarAtFmr({ genuine: [0.9996], impostor }, 1e-3)).toMatchObject({
      fmr: 3 / 3000,
      tar: 1,
    });
  });

  it('the equal error rate of two symmetric lists is where they cross', () => {
    // At .45: one impostor of four accepted, one genuine of four refused.
    expect(equalErrorRate(scores).eer).toBeCloseTo(0.25, 12);
  });

  it('separable lists have EER 0 and AUC 1', () => {
    const apart = { genuine: [0.8, 0.9], impostor: [0.1, 0.2] };
    expect(equalErrorRate(apart).eer).toBe(0);
    expect(auc(apart)).toBe(1);
    expect(tarAtFmr(apart, 1e-4).tar).toBe(1);
  });

  it('the DET curve runs from accepting all to refusing all', () => {
    const curve = detCurve(scores);
    expect(curve[0]).toMatchObject({ fmr: 1, fnmr: 0 });
    expect(curve.at(-1)).toMatchObject({ fmr: 0, fnmr: 1 });
  });

  it('a thinned DET curve keeps both ends and its limit', () => {
    const many = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const curve = detCurve({ genuine: many, impostor: many }, 50);
    expect(curve.length).toBeLessThanOrEqual(51);
    expect(curve[0]?.fmr).toBe(1);
    expect(curve.at(-1)?.fmr).toBe(0);
  });
});

describe('metrics of any list', () => {
  const score = fc.double({ min: -1, max: 1, noNaN: true });
  const list = fc.array(score, { minLength: 1, maxLength: 40 });

  it('the FMR at the returned threshold never exceeds the one asked for, and the rates are counts', () => {
    fc.assert(
      fc.property(list, list, fc.constantFrom(1, 0.3, 0.1, 0.01), (genuine, impostor, fmr) => {
        const at = tarAtFmr({ genuine, impostor }, fmr);
        expect(at.fmr).toBeLessThanOrEqual(fmr + 1e-12);
        expect(at.accepted).toBe(genuine.filter((s) => s >= at.threshold).length);
      }),
    );
  });

  it('AUC equals counting every cross pair', () => {
    fc.assert(
      fc.property(list, list, (genuine, impostor) => {
        let sum = 0;
        for (const g of genuine) for (const i of impostor) sum += g > i ? 1 : g === i ? 0.5 : 0;
        expect(auc({ genuine, impostor })).toBeCloseTo(sum / genuine.length / impostor.length, 9);
      }),
    );
  });

  it('countAtLeast agrees with a plain count', () => {
    fc.assert(
      fc.property(list, score, (values, t) => {
        const sorted = [...values].sort((a, b) => a - b);
        expect(countAtLeast(sorted, t)).toBe(values.filter((v) => v >= t).length);
      }),
    );
  });
});
