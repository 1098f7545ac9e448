import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PersonRow } from '../../../preload/contract/shapes';
import { Gallery } from '../match/gallery';
import { connect } from '../store/connection';
import { openStore } from '../store/store';
import { event, fault, KEY, MODEL, quality, T0, tempStore } from '../store/testing/fixtures';
import { addPersonWithTemplates, addTemplates, type NewTemplate } from './addPerson';
import type { PeopleDeps } from './deps';
import { getPerson } from './getPerson';
import { listPeople } from './listPeople';
import { removePerson } from './removePerson';
import { removeTemplate } from './removeTemplate';
import { updatePerson } from './updatePerson';

const view = (over: Partial<NewTemplate> = {}): NewTemplate => ({
  vector: Float32Array.of(1, 0, 0, 0),
  model: MODEL,
  quality: quality(),
  source: 'camera',
  thumbnail: Uint8Array.of(0xff, 0xd8),
  ...over,
});
const ann = { personId: '1001', name: 'Ann Example', group: 'Sales' };

function setUp() {
  const store = tempStore();
  const gallery = new Gallery(4);
  const deps: PeopleDeps = { store, gallery, clock: { now: () => T0 }, actor: 'operator' };
  return { store, gallery, deps };
}

describe('adding a person', () => {
  it('puts row, templates and gallery in step', () => {
    const { store, gallery, deps } = setUp();
    const row = addPersonWithTemplates(deps, ann, [view(), view({ thumbnail: null })]);
    expect(PersonRow.parse(row)).toEqual(row);
    expect(row).toMatchObject({ ...ann, note: '', templates: 2 });
    expect(gallery.size).toBe(2);
    expect(gallery.search(Float32Array.of(1, 0, 0, 0))[0]?.personId).toBe(row.id);
    const loaded = Array.from(store.templates.active(MODEL, 4), ({ templateId }) => templateId);
    expect(loaded).toHaveLength(2);
    expect(loaded.every((id) => gallery.has(id))).toBe(true);
  });

  it('with an ID that is taken leaves nothing behind, in the file or in memory', () => {
    const { store, gallery, deps } = setUp();
    addPersonWithTemplates(deps, ann, [view()]);
    const twin = { ...ann, name: 'Bob' };
    expect(() => addPersonWithTemplates(deps, twin, [view(), view()])).toThrow(
      fault('PERSON_ID_TAKEN', { personId: '1001', name: 'Ann Example' }),
    );
    expect(store.check().rows).toMatchObject({ people: 1, templates: 1, audit: 1 });
    expect(gallery.size).toBe(1);
  });

  it('that fails at the last template leaves nothing behind', () => {
    const { store, gallery, deps } = setUp();
    const broken = view({ vector: Float32Array.of(Number.NaN, 0, 0, 0) });
    expect(() => addPersonWithTemplates(deps, ann, [view(), broken])).toThrow('not finite');
    expect(store.check().rows).toMatchObject({ people: 0, templates: 0, audit: 0 });
    expect(gallery.size).toBe(0);
  });

  it('can be followed by more templates, beside the first', () => {
    const { gallery, deps } = setUp();
    const { id } = addPersonWithTemplates(deps, ann, [view()]);
    expect(addTemplates(deps, id, [view({ source: 'photo' })]).templates).toBe(2);
    expect(getPerson(deps, { id }).templates.map((card) => card.source)).toEqual([
      'camera',
      'photo',
    ]);
    expect(gallery.size).toBe(2);
    expect(() => addTemplates(deps, randomUUID(), [view()])).toThrow(fault('NOT_FOUND'));
  });
});

describe('a person', () => {
  it('is listed, found and read with all templates', () => {
    const { deps } = setUp();
    const { id } = addPersonWithTemplates(deps, ann, [view()]);
    const page = { search: 'sal', offset: 0, limit: 10 };
    expect(listPeople(deps, page)).toMatchObject({ total: 1, people: [{ id }] });
    expect(getPerson(deps, { id })).toMatchObject({ person: { id }, templates: [{}] });
    expect(() => getPerson(deps, { id: randomUUID() })).toThrow(fault('NOT_FOUND'));
  });

  it('is renamed; what was not given stays, and the log keeps the name of its day', () => {
    const { store, deps } = setUp();
    const { id } = addPersonWithTemplates(deps, { ...ann, note: 'tall' }, [view()]);
    store.events.record(event({ personId: id }));
    expect(updatePerson(deps, { id, name: 'Ann Other', group: '' })).toMatchObject({
      personId: '1001',
      name: 'Ann Other',
      group: '',
      note: 'tall',
    });
    expect(store.events.list({ limit: 1 }).events[0]?.person?.name).toBe('Ann Example');
    expect(store.check().rows['audit']).toBe(2);
  });

  it('that is given nothing new is not written', () => {
    const { store, deps } = setUp();
    const { id } = addPersonWithTemplates(deps, ann, [view()]);
    updatePerson(deps, { id, name: ann.name });
    expect(store.check().rows['audit']).toBe(1);
  });

  it('keeps the old ID when the new one is another’s', () => {
    const { store, deps } = setUp();
    addPersonWithTemplates(deps, ann, [view()]);
    const bob = addPersonWithTemplates(deps, { ...ann, personId: '1002', name: 'Bob' }, [view()]);
    expect(() => updatePerson(deps, { id: bob.id, personId: '1001', name: 'B' })).toThrow(
      fault('PERSON_ID_TAKEN', { personId: '1001', name: 'Ann Example' }),
    );
    expect(store.people.byId(bob.id)).toMatchObject({ personId: '1002', name: 'Bob' });
    expect(() => updatePerson(deps, { id: randomUUID(), name: 'B' })).toThrow(fault('NOT_FOUND'));
  });
});

describe('removing', () => {
  it('a template takes it out of file and gallery, but never the last', () => {
    const { store, gallery, deps } = setUp();
    const { id } = addPersonWithTemplates(deps, ann, [view(), view()]);
    const [first, second] = getPerson(deps, { id }).templates;
    expect(removeTemplate(deps, { id, templateId: first!.id })).toEqual({ templates: 1 });
    expect(gallery.has(first!.id)).toBe(false);
    expect(() => removeTemplate(deps, { id, templateId: first!.id })).toThrow(fault('NOT_FOUND'));
    expect(() => removeTemplate(deps, { id, templateId: second!.id })).toThrow(fault('REFUSED'));
    expect(store.templates.count()).toBe(1);
    expect(gallery.size).toBe(1);
  });

  it('a person of somebody else’s template is refused', () => {
    const { deps } = setUp();
    const { id } = addPersonWithTemplates(deps, ann, [view(), view()]);
    const bob = addPersonWithTemplates(deps, { ...ann, personId: '1002' }, [view(), view()]);
    const [his] = getPerson(deps, { id: bob.id }).templates;
    expect(() => removeTemplate(deps, { id, templateId: his!.id })).toThrow(fault('NOT_FOUND'));
  });

  it('a person leaves no name, ID, picture, vector or note in any byte of the file', () => {
    const { store, gallery, deps } = setUp();
    const secrets = {
      personId: 'ID-QXZVWK-77',
      name: 'Wilhelmina Quixotic 王小明',
      group: 'Ornithology',
      note: 'likes-herring',
    };
    const picture = Buffer.from('JPEG-of-a-face-that-must-vanish'.repeat(300));
    const vector = Float32Array.of(0.123456, 0.234567, 0.345678, 0.456789);
    const kept = addPersonWithTemplates(deps, ann, [view()]);
    const { id } = addPersonWithTemplates(deps, secrets, [view({ thumbnail: picture, vector })]);
    store.events.record(event({ personId: kept.id, thumbnail: Uint8Array.of(7) }));
    for (const outcome of ['known', 'spoof'] as const) {
      store.events.record(event({ personId: id, thumbnail: picture, outcome }));
    }
    updatePerson(deps, { id, note: 'likes-herring-a-lot' });

    const traces = [
      ...Object.values(secrets),
      ...Object.values(secrets).map((text) => text.toLowerCase()),
      picture.subarray(0, 31),
      Buffer.from(vector.buffer),
    ];
    const found = () => {
      store.settle();
      const reader = connect({ file: store.path, keyHex: KEY, readonly: true });
      const bytes = reader.serialize();
      reader.close();
      return traces.filter((trace) => bytes.includes(trace));
    };
    expect(found().length).toBeGreaterThan(6);
    expect(removePerson(deps, { id })).toEqual({ templates: 1 });
    expect(found()).toEqual([]);
    expect(statSync(`${store.path}-wal`).size).toBe(0);

    expect(gallery.size).toBe(1);
    expect(store.events.list({ limit: 9 }).events).toMatchObject([
      { outcome: 'spoof', person: null, thumbnail: null, similarity: 0.75 },
      { outcome: 'known', person: null, thumbnail: null },
      { person: { id: kept.id, name: ann.name }, thumbnail: Buffer.of(7) },
    ]);
    expect(store.check()).toMatchObject({ ok: true, rows: { people: 1, events: 3 } });
    expect(() => removePerson(deps, { id })).toThrow(fault('NOT_FOUND'));
  });

  it('nothing of what is kept can be read in the file without the key', () => {
    const { store, deps } = setUp();
    addPersonWithTemplates(deps, { ...ann, name: 'Wilhelmina Quixotic' }, [view()]);
    const before = readFileSync(`${store.path}-wal`);
    store.settle();
    for (const bytes of [before, readFileSync(store.path)]) {
      expect(bytes.length).toBeGreaterThan(0);
      expect(bytes.includes('Quixotic')).toBe(false);
      expect(bytes.includes('SQLite format')).toBe(false);
    }
    store.close();
    expect(() => openStore({ file: store.path, keyHex: 'b2'.repeat(32) })).toThrow(fault('DB_KEY'));
  });
});
