import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine, normalise } from './fuse';
import { Gallery, type GalleryEntry } from './gallery';

const D = 16;
const unit = (seed: number): Float32Array => {
  // A small linear congruential generator: the same vectors on every run.
  let state = seed * 2654435761 + 1;
  const v = new Float32Array(D);
  for (let i = 0; i < D; i++) {
    state = (state * 1664525 + 1013904223) % 4294967296;
    v[i] = state / 2147483648 - 1;
  }
  return normalise(v);
};
const entry = (n: number, person: number): GalleryEntry => ({
  templateId: `t${n}`,
  personId: `p${person}`,
  vector: unit(n + 1),
});

describe('Gallery', () => {
  it('answers nobody when empty', () => {
    expect(new Gallery(D).search(unit(1))).toEqual([]);
  });

  it('returns people once, by their best template', () => {
    const gallery = new Gallery(D);
    gallery.add(entry(1, 1));
    gallery.add(entry(2, 1));
    gallery.add(entry(3, 2));
    const hits = gallery.search(unit(3), 5);
    expect(hits.map((h) => h.personId)).toHaveLength(2);
    expect(hits[0]).toMatchObject({ personId: 'p1', templateId: 't2' });
    expect(hits[0]!.similarity).toBeCloseTo(1, 5);
  });

  it('refuses a vector of another dimension', () => {
    const gallery = new Gallery(D);
    expect(() => gallery.add({ ...entry(1, 1), vector: new Float32Array(D + 1) })).toThrow(
      RangeError,
    );
    expect(() => gallery.search(new Float32Array(3))).toThrow(RangeError);
  });

  it('forgets a removed person and keeps the others reachable', () => {
    const gallery = new Gallery(D);
    for (let n = 0; n < 200; n++) gallery.add(entry(n, n % 50));
    gallery.removePerson('p7');
    expect(gallery.size).toBe(196);
    expect(gallery.people).toBe(49);
    expect(gallery.search(unit(8), 50).every((h) => h.personId !== 'p7')).toBe(true);
    for (const n of [0, 199, 42]) {
      expect(gallery.search(unit(n + 1), 1)[0]!.templateId).toBe(`t${n}`);
    }
  });

  it('equals brute force after any sequence of additions and removals', () => {
    const op = fc.record({ n: fc.nat(40), person: fc.nat(6), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(op, { maxLength: 120 }), fc.nat(1000), (ops, probeSeed) => {
        const gallery = new Gallery(D);
        const rows = new Map<string, GalleryEntry>();
        for (const { n, person, remove } of ops) {
          const e = entry(n, person);
          if (remove) {
            gallery.removeTemplate(e.templateId);
            rows.delete(e.templateId);
          } else {
            gallery.add(e);
            rows.set(e.templateId, e);
          }
        }
        const probe = unit(probeSeed + 500);
        const best = new Map<string, number>();
        for (const { personId, vector } of rows.values()) {
          best.set(personId, Math.max(best.get(personId) ?? -2, cosine(probe, vector)));
        }
        const expected = [...best.values()].sort((a, b) => b - a).slice(0, 3);
        const found = gallery.search(probe, 3);
        expect(gallery.size).toBe(rows.size);
        expect(gallery.people).toBe(best.size);
        expect(found).toHaveLength(expected.length);
        found.forEach((hit, i) => {
          expect(hit.similarity).toBeCloseTo(expected[i]!, 5);
          expect(best.get(hit.personId)).toBeCloseTo(hit.similarity, 5);
        });
      }),
    );
  });
});
