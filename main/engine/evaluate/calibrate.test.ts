import { describe, expect, it } from 'vitest';
import { type CalibrationPerson, calibrate, defaultPlan } from './calibrate';
import { measureGroups } from './calibrateGroups';
import {
  atLeastExponential,
  fitPareto,
  misfitProbability,
  paretoBelow,
  paretoMisfit,
} from './calibrateTail';
import { seeded } from './random';

/** Draws from a generalised Pareto law by inverting it. */
function draws(xi: number, sigma: number, count: number, seed = 7): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const u = 1 - random();
    return Math.abs(xi) < 1e-9 ? -sigma * Math.log(u) : (sigma / xi) * (u ** -xi - 1);
  });
}
const once = (values: number[]) => values.map((value) => ({ value, weight: 1 }));

describe('the tail', () => {
  it.each([
    [0.25, 0.03],
    [0, 0.03],
    [-0.2, 0.05],
  ])('is found again from draws with xi %f and sigma %f', (xi, sigma) => {
    const law = fitPareto(once(draws(xi, sigma, 20_000)));
    expect(law.xi).toBeCloseTo(xi, 1);
    expect(law.sigma / sigma).toBeCloseTo(1, 1);
  });

  it('counts an excess of weight 3 like three excesses', () => {
    const values = draws(0.1, 1, 200);
    const weighted = fitPareto(values.map((value) => ({ value, weight: 3 })));
    const single = fitPareto(once(values));
    expect(weighted.xi).toBeCloseTo(single.xi, 9);
  });

  it('is never taken as bounded, and keeps its mean then', () => {
    const { xi, sigma } = atLeastExponential({ xi: -0.25, sigma: 1 });
    expect([xi, sigma]).toEqual([0, 0.8]);
    expect(atLeastExponential({ xi: 0.1, sigma: 1 })).toEqual({ xi: 0.1, sigma: 1 });
  });

  it('fits its own draws closely and others badly', () => {
    const values = draws(0.2, 1, 2000);
    expect(paretoMisfit({ xi: 0.2, sigma: 1 }, values)).toBeLessThan(0.04);
    expect(paretoMisfit({ xi: 0.2, sigma: 3 }, values)).toBeGreaterThan(0.2);
    expect(paretoBelow({ xi: -0.5, sigma: 1 }, 2)).toBe(1);
  });

  it('cannot be fitted to excesses that are all the same', () => {
    expect(() => fitPareto(once([1, 1, 1]))).toThrow(RangeError);
  });
});

const DIMENSION = 16;
const random = seeded(3);
function unit(towards?: Float32Array, pull = 0): Float32Array {
  const raw = Float32Array.from(
    { length: DIMENSION },
    (_, i) => random() + random() - 1 + pull * (towards?.[i] ?? 0),
  );
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}
const people = Array.from({ length: 800 }, (_, i): CalibrationPerson => {
  const first = unit();
  return { name: `p${i}`, vectors: [first, unit(first, 4), unit(first, 4)] };
});
const plan = {
  ...defaultPlan,
  excludeAbove: 0.97,
  source: 'drawn',
  command: 'none',
  date: '2026-01-01',
  bootstraps: 20,
};

describe('calibration', () => {
  const result = calibrate(people, plan);

  it('compares the first image of everybody once, and each own pair', () => {
    expect(result).toMatchObject({
      people: 800,
      images: 2400,
      pairs: (800 * 799) / 2,
      matedPairs: 2400,
    });
  });

  it('gives thresholds that really have the rate', () => {
    const scores = people.flatMap((p, i) =>
      people
        .slice(i + 1)
        .map((q) => p.vectors[0]!.reduce((sum, v, k) => sum + v * q.vectors[0]![k]!, 0)),
    );
    for (const [rate, threshold] of result.fmrQuantiles) {
      const measured = scores.filter((score) => score >= threshold).length / scores.length;
      expect(Math.abs(measured - rate)).toBeLessThan(Math.max(0.05 * rate, 2 / scores.length));
    }
  });

  it('gives the tail an interval that holds it, the same for the same seed', () => {
    const { interval, u } = result.tail;
    expect(interval!.u[0]).toBeLessThanOrEqual(u);
    expect(interval!.u[1]).toBeGreaterThanOrEqual(u);
    expect(calibrate(people, plan).tail).toEqual(result.tail);
  });

  it('draws densities that add up to one', () => {
    const { similarity, mated, nonMated } = result.curves;
    const step = similarity[1]! - similarity[0]!;
    const sum = (list: number[]) => list.reduce((total, v) => total + v * step, 0);
    expect(sum(mated)).toBeCloseTo(1, 1);
    expect(sum(nonMated)).toBeGreaterThan(0.9);
  });

  it('leaves out one person under two names, and says who', () => {
    const doubled = people.map((p, i) => (i === 5 ? { ...p, vectors: people[9]!.vectors } : p));
    const { excluded, pairs } = calibrate(doubled, plan);
    expect(excluded.pairs).toEqual([['p5', 'p9']]);
    expect(pairs).toBe(result.pairs - 1);
  });

  it('refuses too few people for a tail', () => {
    expect(() => calibrate(people.slice(0, 50), plan)).toThrow('too few');
  });
});

describe('goodness of fit', () => {
  it("is likely for a law's own draws and unlikely for others", () => {
    const p = (values: number[]) => {
      const law = atLeastExponential(fitPareto(once(values)));
      return misfitProbability(paretoMisfit(law, values), values.length, 100, seeded(1));
    };
    expect(p(draws(0, 1, 400, 8))).toBeGreaterThan(0.1);
    expect(p(draws(0, 1, 400).map((x) => (x < 0.7 ? x / 10 : x)))).toBeLessThan(0.05);
  });
});

describe('images of one person', () => {
  const at = (rate: number) => 1 - rate ** 0.25;
  const direction = () => unit();
  const faces = (copy: (v: Float32Array) => Float32Array) =>
    Array.from({ length: 500 }, () => {
      const first = direction();
      return { vectors: [first, copy(first)] };
    });

  it('that are the same count once, and fusing them changes nothing', () => {
    const groups = measureGroups(
      faces((v) => v),
      at,
      1,
    );
    expect(groups.grouping.length).toBeGreaterThan(0);
    for (const [, theta] of groups.grouping) expect(theta).toBe(0);
    for (const [, factor] of groups.fusion) expect(factor).toBe(1);
  });

  it('that have nothing in common count twice', () => {
    const groups = measureGroups(faces(direction), at, 1);
    // At high rates both are met by chance now and then.
    for (const [rate, theta] of groups.grouping) expect(theta).toBeGreaterThan(1 - 3 * rate);
  });
});
