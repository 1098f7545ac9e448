import { describe, expect, it } from 'vitest';
import { decide, type DecisionRules } from './decide';
import { normalise } from './fuse';
import { Gallery } from './gallery';
import { HardCases } from './hardCases';
import { createSite } from './site';
import { calibration, gaussian, unitVectors } from './testing/faces';

const near = (personId: string, templateId: string, similarity: number) => ({
  personId,
  templateId,
  similarity,
});

describe('hard cases', () => {
  it('raise the bar of both people by the lead over what they share, and of nobody else', () => {
    const cases = new HardCases();
    cases.add('bob', 'b1', [near('ann', 'a1', 0.6), near('ann', 'a2', 0.5)]);
    expect(cases.bar('ann', 0.5)).toBeCloseTo(0.65);
    expect(cases.bar('bob', 0.5)).toBeCloseTo(0.65);
    expect(cases.bar('cy', 0.5)).toBe(0.5);
    expect(cases.bar('ann', 0.7)).toBe(0.7);
    expect(cases.list(0.5)).toEqual([
      { people: ['ann', 'bob'], similarity: 0.6, bar: expect.closeTo(0.65) as number },
    ]);
    expect(cases.list(0.66)).toEqual([]);
  });

  it('forget a template with all that was noted of it', () => {
    const cases = new HardCases();
    cases.add('bob', 'b1', [near('ann', 'a1', 0.6)]);
    cases.add('cy', 'c1', [near('ann', 'a2', 0.55), near('bob', 'b1', 0.45)]);
    cases.remove('ann', 'a1');
    expect(cases.nearest('ann')).toBe(0.55);
    expect(cases.nearest('bob')).toBe(0.45);
    cases.remove('cy', 'c1');
    expect([cases.nearest('ann'), cases.nearest('bob'), cases.nearest('cy')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(cases.list(0)).toEqual([]);
  });

  it('equal a comparison of everybody with everybody, whoever comes and goes', () => {
    const random = gaussian(5);
    const gallery = new Gallery(16);
    const site = createSite(gallery, calibration, { report: fail, changed: () => undefined });
    const vectors = unitVectors(120, 16, random);
    const rows = vectors.map((vector, n) => ({
      templateId: `t${n}`,
      personId: `p${n % 40}`,
      vector,
    }));
    rows.forEach((row) => gallery.add(row));
    for (const row of rows.splice(0, 30)) gallery.removeTemplate(row.templateId);
    site.catchUp();
    const threshold = 0.72; // in 16 dimensions many are near; over the floor all the same
    const expected = new Map<string, number>();
    for (const a of rows) {
      for (const b of rows) {
        if (a.personId >= b.personId) continue;
        const similarity = a.vector.reduce((sum, x, i) => sum + x * b.vector[i]!, 0);
        const key = `${a.personId} ${b.personId}`;
        if (similarity + 0.05 > threshold && similarity > (expected.get(key) ?? -1)) {
          expected.set(key, similarity);
        }
      }
    }
    const found = site.hardCases.list(threshold);
    expect(expected.size).toBeGreaterThan(3);
    expect(found.map(({ people }) => people.join(' ')).sort()).toEqual([...expected.keys()].sort());
    for (const { people, similarity } of found) {
      expect(similarity).toBeCloseTo(expected.get(people.join(' '))!, 5);
    }
    gallery.close();
    site.close();
  });
});

describe('twins, enrolled at a similarity of .6', () => {
  const D = 64;
  const random = gaussian(11);
  const [ann, off, ...others] = unitVectors(60, D, random) as [
    Float32Array,
    Float32Array,
    ...Float32Array[],
  ];
  const bob = mixed(ann, orthogonal(off, ann), 0.6);
  const gallery = new Gallery(D);
  const site = createSite(gallery, calibration, { report: fail, changed: () => undefined });
  gallery.add({ templateId: 'a', personId: 'ann', vector: ann });
  gallery.add({ templateId: 'b', personId: 'bob', vector: bob });
  others.forEach((vector, n) =>
    gallery.add({ templateId: `o${n}`, personId: `other${n}`, vector }),
  );
  site.catchUp();
  const rules: DecisionRules = {
    threshold: 0.45,
    margin: 0.05,
    agreement: 3,
    certain: null,
    livenessThreshold: null,
  };
  /** A fused probe of `person` with a similarity to the template as genuine ones have. */
  const answers = (person: Float32Array, own: DecisionRules) =>
    Array.from({ length: 4000 }, () => {
      const similarity = Math.min(0.95, Math.max(0.2, 0.7 + 0.1 * random()));
      const [direction] = unitVectors(1, D, random);
      const probe = mixed(person, orthogonal(direction!, person), similarity);
      const hits = gallery.search(probe, 2);
      const votes = Array.from({ length: 3 }, () => hits[0]!.personId);
      const evidence = { hits, votes, frames: 3, liveness: null, established: null };
      return decide({ ...evidence, reason: null, insistent: false }, own);
    });

  it('are never named as each other, and often enough as themselves', () => {
    const bar = (personId: string) => site.hardCases.bar(personId, rules.threshold);
    for (const [person, name] of [
      [ann, 'ann'],
      [bob, 'bob'],
    ] as const) {
      const all = answers(person, { ...rules, bar });
      const named = all.filter(({ outcome }) => outcome === 'known');
      expect(new Set(named.map(({ personId }) => personId))).toEqual(new Set([name]));
      expect(named.length).toBeGreaterThan(2000);
      const asked = all.filter(({ reason }) => reason === 'AMBIGUOUS');
      expect(asked.length).toBeGreaterThan(500);
    }
  });

  it('would be mixed up by the nearest template over the threshold alone', () => {
    const plain = answers(ann, { ...rules, margin: 0 });
    expect(plain.some(({ personId }) => personId === 'bob')).toBe(true);
  });
});

function fail(error: unknown): never {
  throw error;
}

/** The part of `v` at a right angle to the unit vector `to`, as a unit vector. */
function orthogonal(v: Float32Array, to: Float32Array): Float32Array {
  const along = v.reduce((sum, x, i) => sum + x * to[i]!, 0);
  return normalise(v.map((x, i) => x - along * to[i]!));
}

/** The unit vector at cosine `similarity` to `v`, towards the orthogonal unit vector `w`. */
function mixed(v: Float32Array, w: Float32Array, similarity: number): Float32Array {
  const rest = Math.sqrt(1 - similarity * similarity);
  return v.map((x, i) => similarity * x + rest * w[i]!);
}
