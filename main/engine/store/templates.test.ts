import { describe, expect, it } from 'vitest';
import { TemplateCard } from '../../../preload/contract/shapes';
import { fault, MODEL, person, quality, T0, template, tempStore } from './testing/fixtures';

const withAnn = () => {
  const store = tempStore();
  const ann = person();
  store.people.insert(ann);
  return { store, ann: ann.id };
};

describe('templates table', () => {
  it('gives cards in the contract’s shape, oldest first', () => {
    const { store, ann } = withAnn();
    store.templates.insert(
      template(ann, { createdAt: T0 + 5, source: 'photo', quality: quality(33) }),
    );
    store.templates.insert(template(ann, { thumbnail: Uint8Array.of(9), source: 'id-document' }));
    const cards = store.templates.cards(ann);
    expect(cards.map((card) => TemplateCard.parse(card))).toEqual(cards);
    expect(cards).toMatchObject([
      { source: 'id-document', createdAt: T0, model: MODEL },
      { source: 'photo', thumbnail: null, quality: quality(33) },
    ]);
  });

  it('adds a second enrolment beside the first', () => {
    const { store, ann } = withAnn();
    store.templates.insert(template(ann));
    store.templates.insert(template(ann));
    expect(store.templates.cards(ann)).toHaveLength(2);
    expect(store.templates.count()).toBe(2);
  });

  it('loads one model’s vectors bit by bit as they were stored, in one matrix', () => {
    const { store, ann } = withAnn();
    const bob = person();
    store.people.insert(bob);
    // A view into the middle of a buffer, as the embedder gives them.
    const batch = Float32Array.of(9, 0.1, -0.2, 1e-30, 0.97, 9);
    const first = template(ann, { vector: batch.subarray(1, 5) });
    const second = template(bob.id);
    store.templates.insert(first);
    store.templates.insert(template(ann, { model: 'embedder-2' }));
    store.templates.insert(second);
    const loaded = Array.from(store.templates.active(MODEL, 4), (row) => ({
      ...row,
      vector: row.vector.slice(),
    }));
    expect(loaded).toEqual([
      { templateId: first.id, personId: ann, vector: Float32Array.from(first.vector) },
      { templateId: second.id, personId: bob.id, vector: Float32Array.from(second.vector) },
    ]);
    expect([...store.templates.active('embedder-3', 4)]).toEqual([]);
  });

  it('refuses to load vectors of another dimension than the model has', () => {
    const { store, ann } = withAnn();
    store.templates.insert(template(ann, { vector: Float32Array.of(1, 0) }));
    expect(() => [...store.templates.active(MODEL, 4)]).toThrow(fault('DB_CORRUPT'));
  });

  it('takes no vector with a number that is not finite, and no template of nobody', () => {
    const { store, ann } = withAnn();
    const broken = template(ann, { vector: Float32Array.of(Number.NaN, 1) });
    expect(() => store.templates.insert(broken)).toThrow('not finite');
    expect(() => store.templates.insert(template(person().id))).toThrow('FOREIGN KEY');
    expect(store.templates.count()).toBe(0);
  });

  it('erases a template with its picture', () => {
    const { store, ann } = withAnn();
    const one = template(ann, { thumbnail: Uint8Array.of(1) });
    store.templates.insert(one);
    expect(store.templates.remove(one.id)).toBe(true);
    expect(store.templates.remove(one.id)).toBe(false);
    expect(store.templates.cards(ann)).toEqual([]);
    expect(store.check()).toMatchObject({ ok: true });
  });
});
