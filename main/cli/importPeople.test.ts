import { describe, expect, it } from 'vitest';
import { Gallery } from '../engine/match/gallery';
import { storeDirectory } from '../engine/people/importDirectory';
import { importPeople, type ImportDeps } from '../engine/people/importPeople';
import { photoGate } from '../engine/people/importPhoto';
import { KEY, T0, tempFolder } from '../engine/store/testing/fixtures';
import { openStore } from '../engine/store/store';
import { face, fakeVision, picture } from './testing/foyer';

const ROWS = 40;

/** An import of ROWS people, what it writes to, and a reader of the same file beside it. */
async function setUp() {
  const dir = tempFolder();
  const file = `${dir}/foyer.db`;
  const store = openStore({ file, keyHex: KEY });
  const beside = openStore({ file, keyHex: KEY, readonly: true });
  const gallery = new Gallery(3);
  const rows = [];
  for (let n = 1; n <= ROWS; n++) {
    const photo = await picture(`${dir}/${n}.png`, face(5 * n, 0, 200));
    rows.push({ line: n + 1, personId: `${n}`, name: `Name ${n}`, group: '', photos: [photo] });
  }
  const commits: number[] = [];
  const directory = storeDirectory({ store, gallery, clock: { now: () => T0 }, actor: 'cli' });
  const deps: ImportDeps = {
    directory: {
      ...directory,
      together(write) {
        const result = directory.together(write);
        commits.push(store.people.count());
        return result;
      },
    },
    search: (vector, k) => gallery.search(vector, k),
    photos: { find: ({ photos }) => photos },
    reader: {
      vision: fakeVision(),
      limits: photoGate,
      known: (id) => gallery.has(id),
      picture: () => Promise.resolve(null),
    },
    sameFaceThreshold: () => 2,
    allowDuplicates: false,
  };
  const close = () => {
    beside.close();
    store.close();
  };
  return { store, beside, gallery, rows, deps, commits, close };
}

describe('an import', () => {
  it('says of a row that it is taken once it is on disk, and writes several at a time', async () => {
    const { beside, rows, deps, commits, close } = await setUp();
    let taken = 0;
    for await (const { personId, status } of importPeople(rows, deps)) {
      taken++;
      expect([personId, status]).toEqual([`${taken}`, 'ok']);
      expect(beside.people.byPersonId(personId)).toMatchObject({ name: `Name ${taken}` });
      expect(beside.templates.count()).toBeGreaterThanOrEqual(taken);
    }
    expect(taken).toBe(ROWS);
    expect(commits.at(-1)).toBe(ROWS);
    expect(commits.length).toBeLessThan(ROWS);
    close();
  });

  it('that cannot write keeps what it has told of, nothing else, and goes on from there', async () => {
    const { store, gallery, rows, deps, close } = await setUp();
    const { add } = deps.directory;
    const failing: ImportDeps['directory'] = {
      ...deps.directory,
      add(person, templates) {
        add(person, templates);
        if (person.personId === '30') throw new Error('the disk is full');
      },
    };
    const told: string[] = [];
    const first = async () => {
      for await (const { personId } of importPeople(rows, { ...deps, directory: failing })) {
        told.push(personId);
      }
    };
    await expect(first()).rejects.toThrow('the disk is full');
    expect(told.length).toBeGreaterThan(0);
    expect(store.people.count()).toBe(told.length);
    expect(gallery.size).toBe(told.length);

    const statuses: string[] = [];
    for await (const { status } of importPeople(rows, deps)) statuses.push(status);
    expect(statuses).toEqual(rows.map((_, n) => (n < told.length ? 'unchanged' : 'ok')));
    expect(store.check().rows).toMatchObject({ people: ROWS, templates: ROWS, audit: ROWS });
    close();
  });
});
