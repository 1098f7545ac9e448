import { describe, expect, it } from 'vitest';
import { PersonRow } from '../../../preload/contract/shapes';
import { event, fault, person, quality, T0, template, tempStore } from './testing/fixtures';

const all = { search: '', offset: 0, limit: 500 };

describe('people table', () => {
  it('gives rows in the contract’s shape, with the best template’s picture and the last visit', () => {
    const store = tempStore();
    const ann = person({ personId: '1001', group: 'Sales', note: 'left-handed' });
    store.people.insert(ann);
    const poor = template(ann.id, { quality: quality(40), thumbnail: Uint8Array.of(1) });
    const good = template(ann.id, { quality: quality(95.5), thumbnail: Uint8Array.of(2, 3) });
    store.templates.insert(good);
    store.templates.insert(poor);
    store.events.record(event({ personId: ann.id, at: T0 + 1 }));
    store.events.record(event({ personId: ann.id, at: T0 + 2, outcome: 'spoof' }));

    const row = store.people.byId(ann.id);
    expect(PersonRow.parse(row)).toEqual(row);
    expect(row).toMatchObject({
      personId: '1001',
      name: 'Ann Example',
      group: 'Sales',
      note: 'left-handed',
      templates: 2,
      bestQuality: 95.5,
      lastSeenAt: T0 + 1,
      createdAt: T0,
    });
    expect([...row!.thumbnail!]).toEqual([2, 3]);
    expect(store.people.byId(person().id)).toBeNull();
  });

  it('gives nulls for a person without templates and visits', () => {
    const store = tempStore();
    const ann = person();
    store.people.insert(ann);
    expect(store.people.byId(ann.id)).toMatchObject({
      templates: 0,
      bestQuality: null,
      thumbnail: null,
      lastSeenAt: null,
    });
  });

  it('refuses an ID that another person has, naming who', () => {
    const store = tempStore();
    store.people.insert(person({ personId: 'A-17', name: 'Ann' }));
    const refusal = fault('PERSON_ID_TAKEN', { personId: 'A-17', name: 'Ann' });
    expect(() => store.people.insert(person({ personId: 'A-17', name: 'Bob' }))).toThrow(refusal);
    const bob = person({ personId: 'A-18', name: 'Bob' });
    store.people.insert(bob);
    expect(() => store.people.update(bob.id, { ...bob, personId: 'A-17' }, T0)).toThrow(refusal);
    expect(store.people.byId(bob.id)?.personId).toBe('A-18');
    expect(store.people.update(bob.id, { ...bob, name: 'Rob' }, T0)).toBe(true);
    expect(store.people.count()).toBe(2);
  });

  it('keeps an ID as given and tells IDs apart that only look alike', () => {
    const store = tempStore();
    for (const personId of ['a17', 'A17', 'Ａ17']) store.people.insert(person({ personId }));
    expect(store.people.byPersonId('Ａ17')).not.toBeNull();
    expect(store.people.byPersonId('a17 ')).toBeNull();
    expect(store.people.count()).toBe(3);
  });

  it.each([
    ['any part of the ID', '00', ['1001']],
    ['any part of the name, whatever the case', 'MÜL', ['1001']],
    ['a name without its accents', 'muller', ['1001']],
    ['Chinese', '小明', ['员工 8']],
    ['Chinese in the ID', '员工', ['员工 8']],
    ['Chinese in the group', '销售', ['1001', '员工 8']],
    ['full-width digits', '１００１', ['1001']],
    ['Cyrillic in capitals', 'ИВАН', ['c%3']],
    ['a percent sign as itself', '%', ['c%3']],
    ['an underscore as itself', '_', ['d_4']],
    ['a backslash as itself', '\\', ['e\\5']],
    ['a quote as itself', "o'", ['d_4']],
    ['white space around it ignored', '  1001 ', ['1001']],
    ['nobody', 'zzz', []],
    ['nobody across two fields', '1001 Jürgen', []],
  ])('finds %s', (_, search, found) => {
    const store = tempStore();
    for (const [personId, name, group] of [
      ['1001', 'Jürgen Müller', '销售'],
      ['员工 8', '王小明', '销售部'],
      ['c%3', 'Иван', ''],
      ['d_4', "O'Neil", ''],
      ['e\\5', 'Eve', ''],
    ] as const) {
      store.people.insert(person({ personId, name, group }));
    }
    const { total, people } = store.people.list({ ...all, search });
    expect(people.map((row) => row.personId).toSorted()).toEqual([...found].toSorted());
    expect(total).toBe(found.length);
  });

  it('finds people under their new name once they were renamed', () => {
    const store = tempStore();
    const ann = person({ name: 'Ann' });
    store.people.insert(ann);
    store.people.update(ann.id, { ...ann, name: 'Zoë' }, T0);
    expect(store.people.list({ ...all, search: 'ann' }).total).toBe(0);
    expect(store.people.list({ ...all, search: 'zoe' }).total).toBe(1);
  });

  it('pages through everyone once, by name whatever the case and accents', () => {
    const store = tempStore();
    const names = ['éva', 'Zed', 'bob', 'Ann', 'Émile', 'ann', 'Åke'];
    names.forEach((name, i) => store.people.insert(person({ name, personId: `p${i}` })));
    const pages = [0, 3, 6].map((offset) => store.people.list({ search: '', offset, limit: 3 }));
    expect(pages.map((page) => page.total)).toEqual([7, 7, 7]);
    expect(pages.flatMap((page) => page.people.map((row) => row.name))).toEqual([
      'Åke',
      'Ann',
      'ann',
      'bob',
      'Émile',
      'éva',
      'Zed',
    ]);
    expect(store.people.list({ search: 'an', offset: 1, limit: 1 })).toMatchObject({
      total: 2,
      people: [{ name: 'ann' }],
    });
    expect(store.people.list({ search: 'an', offset: 9, limit: 1 })).toEqual({
      total: 2,
      people: [],
    });
  });
});
