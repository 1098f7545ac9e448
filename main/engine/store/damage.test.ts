import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../preload/contract/faults';
import { checkDatabase } from './checkDatabase';
import { PAGE_SIZE } from './connection';
import { openStore } from './store';
import { event, fault, KEY, MODEL, person, T0, template, tempFolder } from './testing/fixtures';

/** A closed database with rows on every kind of page, and its bytes. */
function database() {
  const file = join(tempFolder(), 'foyer.db');
  const store = openStore({ file, keyHex: KEY });
  store.transaction(() => {
    for (let i = 0; i < 8; i++) {
      const row = person({ personId: `p${i}` });
      store.people.insert(row);
      const vector = new Float32Array(512).fill(Math.sqrt(1 / 512));
      // Big enough to need overflow pages.
      store.templates.insert(template(row.id, { vector, thumbnail: Buffer.alloc(9000, i) }));
      store.events.record(event({ personId: row.id }));
      const subject = row.id;
      store.audit.append({ at: T0, actor: 'test', action: 'person.add', subject, detail: {} });
    }
  });
  store.close();
  return { file, bytes: readFileSync(file) };
}

/** Opens the file and reads all there is, as the engine and the screens would. */
function readAll(file: string): string {
  const store = openStore({ file, keyHex: KEY });
  try {
    const { people } = store.people.list({ search: '', offset: 0, limit: 500 });
    const templates = [...store.templates.active(MODEL, 512)];
    const cards = people.flatMap((row) => store.templates.cards(row.id));
    const { events } = store.events.list({ limit: 200 });
    if (store.audit.firstBreak()) throw new Error('the audit is broken');
    return `${templates.length} ${cards.length} ${events.length}`;
  } finally {
    store.close();
  }
}

const codeOf = (fn: () => unknown): string => {
  try {
    return `read as ${String(fn())}`;
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
};

describe('a damaged database', () => {
  it('is told by any flipped byte of any page, by reading or by the check, never read as data', () => {
    const { file, bytes } = database();
    expect(codeOf(() => readAll(file))).toBe('read as 8 8 8');
    const pages = bytes.length / PAGE_SIZE;
    expect(pages).toBeGreaterThan(25);
    const results = new Map<string, number>();
    for (let page = 0; page < pages; page++) {
      // Another place on each page: header, rows, nonce and seal at its end.
      const place = page % 3 === 0 ? PAGE_SIZE - 1 - (page % 32) : (page * 997) % PAGE_SIZE;
      const damaged = Buffer.from(bytes);
      damaged[page * PAGE_SIZE + place]! ^= 1 << (page % 8);
      writeFileSync(file, damaged);
      const report = checkDatabase({ file, keyHex: KEY });
      expect(report, `page ${page + 1}`).toMatchObject({ ok: false });
      expect(report.findings[0]?.where).toBe('pages');
      const result = codeOf(() => readAll(file));
      results.set(result, (results.get(result) ?? 0) + 1);
    }
    // Pages that hold nothing that is read (indexes for writing) may read well; none reads otherwise.
    expect([...results.keys()].toSorted()).toEqual(['DB_CORRUPT', 'read as 8 8 8']);
    expect(results.get('DB_CORRUPT')).toBeGreaterThan(pages * 0.6);
  });

  it('is told by two pages that changed places, each whole in itself', () => {
    const { file, bytes } = database();
    const page = (n: number) => bytes.subarray(n * PAGE_SIZE, (n + 1) * PAGE_SIZE);
    const last = bytes.length / PAGE_SIZE - 1;
    const between = bytes.subarray(2 * PAGE_SIZE, last * PAGE_SIZE);
    writeFileSync(file, Buffer.concat([page(0), page(last), between, page(1)]));
    expect(checkDatabase({ file, keyHex: KEY }).findings[0]).toMatchObject({ where: 'pages' });
    expect(codeOf(() => readAll(file))).toBe('DB_CORRUPT');
  });

  it('is not copied into a backup', () => {
    const { file, bytes } = database();
    const torn = Buffer.from(bytes);
    torn[Math.floor(torn.length / PAGE_SIZE / 2) * PAGE_SIZE + 999]! ^= 1;
    writeFileSync(file, torn);
    const store = openStore({ file, keyHex: KEY });
    const dir = tempFolder();
    expect(() => store.backup(join(dir, 'backup.db'))).toThrow(fault('DB_CORRUPT'));
    store.close();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('says damage, not a wrong key, wherever the header is hit', () => {
    const { file, bytes } = database();
    // The first 24 are in clear, the rest of the page is sealed.
    for (let place = 0; place < 100; place += place < 24 ? 1 : 19) {
      const damaged = Buffer.from(bytes);
      damaged[place]! ^= 0x20;
      writeFileSync(file, damaged);
      expect(() => openStore({ file, keyHex: KEY }), `byte ${place}`).toThrow(fault('DB_CORRUPT'));
      expect(readFileSync(file)).toEqual(damaged);
    }
  });

  it.each([
    ['nothing', 0],
    ['half its header', 60],
    ['half its first page', PAGE_SIZE / 2],
    ['its first page', PAGE_SIZE],
    ['all but the last byte', -1],
    ['all but the last page', -PAGE_SIZE],
  ])('of which only %s is left is refused and left as it is', (_, end) => {
    const { file, bytes } = database();
    const rest = bytes.subarray(0, end);
    writeFileSync(file, rest);
    expect(checkDatabase({ file, keyHex: KEY })).toMatchObject({ ok: false });
    expect(codeOf(() => readAll(file))).toBe('DB_CORRUPT');
    expect(readFileSync(file).equals(rest)).toBe(true);
  });

  it('that lost its file but not its log is not begun anew', () => {
    const file = join(tempFolder(), 'foyer.db');
    writeFileSync(`${file}-wal`, 'rows that were not yet in the file');
    expect(() => openStore({ file, keyHex: KEY })).toThrow(fault('DB_CORRUPT'));
    expect(readFileSync(`${file}-wal`, 'utf8')).toContain('rows');
  });
});

describe('a file that is not ours', () => {
  it.each([
    ['noise', Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 251))],
    ['text', Buffer.from('person_id,name\n1001,Ann\n'.repeat(500))],
    ['zeros', Buffer.alloc(20_000)],
    ['a plain database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(9000)])],
  ])('is refused and left as it is (%s)', (_, bytes) => {
    const file = join(tempFolder(), 'foyer.db');
    writeFileSync(file, bytes);
    expect(() => openStore({ file, keyHex: KEY })).toThrow(fault('DB_KEY'));
    expect(() => checkDatabase({ file, keyHex: KEY })).toThrow(fault('DB_KEY'));
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('with another key is refused and left as it is, and opens with its own', () => {
    const { file, bytes } = database();
    for (const keyHex of ['b2'.repeat(32), `${KEY.slice(0, 63)}0`]) {
      expect(() => openStore({ file, keyHex })).toThrow(fault('DB_KEY'));
    }
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(codeOf(() => readAll(file))).toBe('read as 8 8 8');
  });

  it.each(['', 'short', 'zz'.repeat(32), `${KEY}"; --`])('is not tried with %o', (keyHex) => {
    const { file } = database();
    expect(() => openStore({ file, keyHex })).toThrow(fault('KEY_INVALID'));
  });

  it('is a folder: the disk is named', () => {
    expect(() => openStore({ file: tempFolder(), keyHex: KEY })).toThrow(fault('DISK'));
  });

  it('lies under a file: the disk is named', () => {
    const { file } = database();
    expect(() => openStore({ file: join(file, 'foyer.db'), keyHex: KEY })).toThrow(fault('DISK'));
  });

  it('is not there: only a reader minds', () => {
    const file = join(tempFolder(), 'copy.db');
    expect(() => checkDatabase({ file, keyHex: KEY })).toThrow(fault('NOT_FOUND'));
    copyFileSync(database().file, file);
    expect(checkDatabase({ file, keyHex: KEY })).toMatchObject({ ok: true, file, findings: [] });
  });
});
