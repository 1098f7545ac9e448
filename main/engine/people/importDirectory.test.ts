import { describe, expect, it } from 'vitest';
import { Gallery } from '../match/gallery';
import { fault, MODEL, quality, T0, tempStore } from '../store/testing/fixtures';
import type { NewTemplate } from './addPerson';
import { storeDirectory } from './importDirectory';

const photo = (id: string): NewTemplate => ({
  id,
  vector: Float32Array.of(1, 0, 0, 0),
  model: MODEL,
  quality: quality(),
  source: 'photo',
  thumbnail: null,
});
const person = (personId: string) => ({ personId, name: `Name ${personId}`, group: '' });
const id = (n: number) => `00000000-0000-8000-8000-00000000000${n}`;

function setUp() {
  const store = tempStore();
  const gallery = new Gallery(4);
  const directory = storeDirectory({ store, gallery, clock: { now: () => T0 }, actor: 'cli' });
  return { store, gallery, directory };
}

describe('people written together', () => {
  it('are known to one another before they are on disk, and all there after', () => {
    const { store, gallery, directory } = setUp();
    const seen = directory.together(() => {
      directory.add(person('1'), [photo(id(1))]);
      const first = directory.byPersonId('1');
      directory.addTemplates(first!.id, [photo(id(2))]);
      directory.add(person('2'), [photo(id(3))]);
      return { first: first !== null, inGallery: gallery.has(id(1)) };
    });
    expect(seen).toEqual({ first: true, inGallery: true });
    expect(store.check().rows).toMatchObject({ people: 2, templates: 3, audit: 3 });
    expect(gallery.size).toBe(3);
  });

  it('of whom one cannot be written leave nothing, in the file or in memory', () => {
    const { store, gallery, directory } = setUp();
    directory.together(() => directory.add(person('1'), [photo(id(1))]));
    const write = () =>
      directory.together(() => {
        directory.add(person('2'), [photo(id(2)), photo(id(3))]);
        directory.add(person('1'), [photo(id(4))]);
      });
    expect(write).toThrow(fault('PERSON_ID_TAKEN', { personId: '1' }));
    expect(store.check().rows).toMatchObject({ people: 1, templates: 1, audit: 1 });
    expect([1, 2, 3, 4].filter((n) => gallery.has(id(n)))).toEqual([1]);
    expect(gallery.people).toBe(1);
  });

  it('can be written after a failure', () => {
    const { store, gallery, directory } = setUp();
    const broken = () =>
      directory.together(() => {
        directory.add(person('1'), [photo(id(1))]);
        throw new Error('the power went');
      });
    expect(broken).toThrow('the power went');
    directory.together(() => directory.add(person('1'), [photo(id(1))]));
    expect(store.people.count()).toBe(1);
    expect(gallery.size).toBe(1);
  });
});
