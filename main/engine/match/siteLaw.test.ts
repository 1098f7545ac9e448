import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine, normalise } from './fuse';
import { Gallery } from './gallery';
import { createRiskModel } from './risk';
import { calibrationLaw } from './riskLaw';
import { siteAtRest } from './site';
import { joinSite } from './siteLaw';
import { SiteScores, type SiteEvidence } from './siteScores';
import { calibration, gaussian, unitVectors } from './testing/faces';

const model = calibrationLaw(calibration);
const grid = Array.from({ length: 181 }, (_, i) => -0.8 + i / 100);

/** What a site of so many people would count, without chance, if its FMR were this. */
function expectedCounts(people: number, fmr: (t: number) => number): SiteEvidence {
  const empty = new SiteScores();
  const pairs = (people * (people - 1)) / 2;
  const { from, width } = empty.nonMated;
  const counts = empty.nonMated.counts.map(
    (_, bin) =>
      // Rounding what is reached, not what lies between, keeps the last few in the tail.
      Math.round(pairs * fmr(from + bin * width)) -
      Math.round(pairs * fmr(from + (bin + 1) * width)),
  );
  const total = counts.reduce((sum, n) => sum + n, 0);
  return { people, mated: empty.mated, nonMated: { total, counts, from, width } };
}

describe('a site joined with the model', () => {
  it('is the model where nobody is enrolled, or too few to say anything', () => {
    for (const people of [0, 1, 9]) {
      const law = joinSite(model, expectedCounts(people, model.fmr));
      expect(law.weight).toBe(0);
      for (const t of grid) expect(law.fmr(t)).toBe(model.fmr(t));
    }
  });

  it('is the model where the site is like the model', () => {
    const law = joinSite(model, expectedCounts(2000, model.fmr));
    for (const rate of [1e-2, 1e-4, 1e-6]) {
      const ratio = law.fmr(model.thresholdForFmr(rate)) / rate;
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });

  it('is the site where its people are very many', () => {
    // Everybody .05 more alike than in the calibration.
    const shifted = (t: number) => model.fmr(t - 0.05);
    const law = joinSite(model, expectedCounts(2000, shifted));
    expect(law.weight).toBeGreaterThan(0.95);
    for (const t of [0.2, 0.3, 0.4, 0.45, 0.5, 0.55]) {
      const ratio = law.fmr(t) / shifted(t);
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.15);
    }
  });

  it('counts pairs over the limit of twins where there are many of them', () => {
    const shifted = (t: number) => model.fmr(t - 0.15);
    const law = joinSite(model, expectedCounts(2000, shifted));
    for (const t of [0.5, 0.55, 0.6, 0.65, 0.7]) {
      const ratio = law.fmr(t) / shifted(t);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('lies between the two, the nearer to the site the more people it has', () => {
    const shifted = (t: number) => model.fmr(t - 0.05);
    const at = [20, 100, 400, 1600].map((people) =>
      joinSite(model, expectedCounts(people, shifted)).thresholdForFmr(1e-5),
    );
    const own = model.thresholdForFmr(1e-5);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(at[0]).toBeGreaterThan(own);
    expect(at[3]).toBeLessThan(own + 0.051);
    expect(at[3]).toBeGreaterThan(own + 0.035);
  });

  it('never rises with the threshold, whatever was counted', () => {
    const some = fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(500)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 3000 }), (seen, people) => {
        const evidence = expectedCounts(people, model.fmr);
        const { counts } = evidence.nonMated;
        for (const [t, n] of seen) counts[Math.min(799, Math.floor((t + 1) / 0.0025))]! += n;
        const law = joinSite(model, evidence);
        let before = 1 + 1e-12;
        for (const t of grid) {
          expect(law.fmr(t)).toBeLessThanOrEqual(before);
          before = law.fmr(t) + 1e-12;
        }
        for (const rate of [1e-2, 1e-5]) {
          const t = law.thresholdForFmr(rate);
          expect(t === 1 || Math.abs(law.fmr(t) / rate - 1) < 0.005).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves twins to the hard cases: one pair does not move the threshold of all', () => {
    const evidence = expectedCounts(50, model.fmr);
    const before = joinSite(model, evidence).thresholdForFmr(1e-5);
    evidence.nonMated.counts[Math.floor(1.8 / 0.0025)]! += 1;
    expect(joinSite(model, evidence).thresholdForFmr(1e-5)).toBeCloseTo(before, 6);
  });
});

describe('a site whose people look alike', () => {
  const D = 64;
  const random = gaussian(3);
  const common = unitVectors(1, D, random)[0]!;
  /** Faces that share something: their similarities lie higher and spread wider. */
  const alike = (count: number) =>
    unitVectors(count, D, random).map((v) => normalise(v.map((x, i) => x + 0.35 * common[i]!)));

  it('keeps its FPIR within a factor of 2 where the calibration alone is far off', () => {
    // A calibration of people who share nothing, by counting.
    const strangers = unitVectors(1200, D, random);
    const scores: number[] = [];
    strangers.forEach((a, i) => {
      for (let j = 0; j < i; j++) scores.push(cosine(a, strangers[j]!));
    });
    scores.sort((a, b) => b - a);
    const at = (rate: number) => scores[Math.round(rate * scores.length)]!;
    const u = at(1e-4);
    const excesses = scores.filter((s) => s > u).map((s) => s - u);
    const sigma = excesses.reduce((sum, e) => sum + e, 0) / excesses.length;
    const own = createRiskModel({
      ...calibration,
      fmrQuantiles: [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 3e-4].map((r) => [r, at(r)]),
      tail: { u, rate: 1e-4, xi: 0, sigma },
    });
    const gallery = new Gallery(D);
    alike(300).forEach((vector, n) =>
      gallery.add({ templateId: `t${n}`, personId: `p${n}`, vector }),
    );
    const site = siteAtRest(gallery, {
      ...calibration,
      fmrQuantiles: [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 3e-4].map((r) => [r, at(r)]),
      tail: { u, rate: 1e-4, xi: 0, sigma },
    });
    const target = 0.02;
    const best = alike(6000).map((v) => gallery.search(v, 1)[0]!.similarity);
    const measured = (t: number) => best.filter((s) => s >= t).length / best.length;
    const alone = measured(own.thresholdFor(target, 300));
    const joined = measured(site.risk().thresholdFor(target, 300));
    gallery.close();
    expect(alone / target).toBeGreaterThan(3);
    expect(joined / target).toBeLessThan(2);
    expect(joined / target).toBeGreaterThan(0.5);
  });
});

describe('counting a site', () => {
  it('comes to the same whoever came and went', () => {
    const random = gaussian(9);
    const vectors = unitVectors(90, 8, random);
    const kept = new SiteScores();
    const busy = new SiteScores();
    const person = (n: number) => `p${n % 30}`;
    vectors.forEach((v, n) => busy.add(person(n), `t${n}`, v));
    for (let n = 0; n < 45; n++) busy.remove(person(n), `t${n}`);
    vectors.forEach((v, n) => n >= 45 && kept.add(person(n), `t${n}`, v));
    expect(busy.people).toBe(kept.people);
    expect(busy.mated.total).toBe(kept.mated.total);
    expect(busy.nonMated.total).toBe((30 * 29) / 2);
    expect(Math.max(...busy.nonMated.counts)).toBeLessThan(1000);
    for (let n = 45; n < 90; n++) busy.remove(person(n), `t${n}`);
    expect(busy.nonMated.counts.every((n) => n === 0)).toBe(true);
    expect(busy.mated.counts.every((n) => n === 0)).toBe(true);
  });
});
