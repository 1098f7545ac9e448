import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkDatabase } from './checkDatabase';
import { connect, setDurability } from './connection';
import { Sql } from './sql';
import { openStore } from './store';
import { event, fault, KEY, person, T0, template, tempFolder, tempStore } from './testing/fixtures';

const posix = process.platform !== 'win32';
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('opening', () => {
  it('makes folder and file for their owner alone, and nothing else stays', () => {
    const file = join(tempFolder(), 'new', 'data', 'foyer.db');
    const store = openStore({ file, keyHex: KEY });
    store.people.insert(person());
    expect(mode(dirname(file))).toBe(posix ? '700' : mode(dirname(file)));
    const modes = ['', '-wal', '-shm'].map((end) => mode(file + end));
    expect(modes).toEqual(posix ? ['600', '600', '600'] : modes);
    store.close();
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['foyer.db', 'foyer.db.lock']);
  });

  it.skipIf(!posix)('leaves the permissions of a folder that was there', () => {
    const dir = join(tempFolder(), 'shared');
    mkdirSync(dir, { mode: 0o755 });
    openStore({ file: join(dir, 'foyer.db'), keyHex: KEY }).close();
    expect(mode(dir)).toBe('755');
  });

  it('a second time finds everything as it was left', () => {
    const store = tempStore();
    store.people.insert(person({ personId: '1001' }));
    store.close();
    const again = openStore({ file: store.path, keyHex: KEY.toUpperCase() });
    expect(again.people.byPersonId('1001')).toMatchObject({ name: 'Ann Example' });
    again.close();
  });

  it('starts over a half-made file of a start that was cut off', () => {
    const file = join(tempFolder(), 'foyer.db');
    writeFileSync(`${file}.new`, 'half a database');
    openStore({ file, keyHex: KEY }).close();
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(checkDatabase({ file, keyHex: KEY })).toMatchObject({ ok: true });
  });

  it('sets what makes commits last and erasures real', () => {
    const { path, cipher } = tempStore();
    expect(cipher).toBe('aegis');
    const db = connect({ file: path, keyHex: KEY });
    setDurability(db);
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect(
      Object.fromEntries(
        [
          'journal_mode',
          'synchronous',
          'foreign_keys',
          'secure_delete',
          'trusted_schema',
          'recursive_triggers',
          'temp_store',
          'page_size',
        ].map((name) => [name, pragma(name)]),
      ),
    ).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      secure_delete: 1,
      trusted_schema: 0,
      recursive_triggers: 1,
      temp_store: 2,
      page_size: 8192,
    });
    db.close();
  });
});

describe('two at once', () => {
  it('a second writer is refused until the first has closed', () => {
    const store = tempStore();
    const open = () => openStore({ file: store.path, keyHex: KEY });
    expect(open).toThrow(fault('DB_BUSY', { file: store.path }));
    // Copying the file must not unlock it, as it would with a lock on the file itself.
    readFileSync(store.path);
    expect(open).toThrow(fault('DB_BUSY'));
    store.people.insert(person());
    store.close();
    const second = open();
    expect(second.people.count()).toBe(1);
    second.close();
  });

  it('a start that failed holds no lock', () => {
    const { path, close } = tempStore();
    close();
    expect(() => openStore({ file: path, keyHex: 'b2'.repeat(32) })).toThrow(fault('DB_KEY'));
    openStore({ file: path, keyHex: KEY }).close();
  });

  it('a reader goes beside a writer, sees what is committed and writes nothing', () => {
    const store = tempStore();
    const reader = openStore({ file: store.path, keyHex: KEY, readonly: true });
    onTestFinished(() => reader.close());
    store.people.insert(person());
    expect(reader.people.count()).toBe(1);
    expect(() => reader.people.insert(person())).toThrow(fault('DISK'));
    expect(checkDatabase({ file: store.path, keyHex: KEY })).toMatchObject({ ok: true });
    expect(store.people.count()).toBe(1);
  });
});

describe('statements', () => {
  it('are all prepared at open and all run', () => {
    const { path, statements } = tempStore();
    expect(statements.length).toBeGreaterThan(35);
    expect(new Set(statements).size).toBe(statements.length);
    const db = connect({ file: path, keyHex: KEY });
    for (const sql of statements) {
      const names = [...sql.matchAll(/@(\w+)/g)].map((match) => match[1] ?? '');
      const params = Object.fromEntries(names.map((name) => [name, null]));
      // Runs the compiled program as far as it goes on an empty database, and undoes it.
      const run = () => {
        db.exec('BEGIN');
        try {
          const statement = db.prepare(sql);
          return /^\s*(SELECT|WITH)/.test(sql) ? statement.all(params) : statement.run(params);
        } catch (error) {
          // Nulls are refused by the tables, which shows that the statement got there.
          if (/NOT NULL|CHECK|datatype mismatch/.test(String(error))) return null;
          throw error;
        } finally {
          db.exec('ROLLBACK');
        }
      };
      expect(run).not.toThrow();
    }
    db.close();
  });

  it('that look for one row or a page use an index', () => {
    const { path, statements } = tempStore();
    const db = connect({ file: path, keyHex: KEY });
    const scans = statements.flatMap((sql) => {
      const names = [...sql.matchAll(/@(\w+)/g)].map((match) => match[1] ?? '');
      const params = Object.fromEntries(names.map((name) => [name, null]));
      const plan = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params);
      return plan.filter(({ detail }) => /^SCAN \w+$/.test(detail)).map(() => sql);
    });
    // What walks tables: the newest page of the log (it stops at its limit), the audit's chain, and
    // two tables of a few rows.
    const walks = /LIMIT|FROM audit ORDER BY seq$|FROM settings|FROM sqlite_sequence/;
    expect(scans.filter((sql) => !walks.test(sql))).toEqual([]);
    db.close();
  });
});

describe('a transaction', () => {
  it('is all or nothing, nested ones included', () => {
    const store = tempStore();
    const [ann, bob] = [person(), person()] as const;
    store.transaction(() => {
      store.people.insert(ann);
      const inner = () =>
        store.transaction(() => {
          store.people.insert(bob);
          throw new Error('inner');
        });
      expect(inner).toThrow('inner');
    });
    expect(store.people.byId(ann.id)).not.toBeNull();
    expect(store.people.byId(bob.id)).toBeNull();
  });

  it('on a full disk is undone as a whole and says so; the next one works', () => {
    const { path, close } = tempStore();
    close();
    const db = connect({ file: path, keyHex: KEY });
    setDurability(db);
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 3}`);
    const sql = new Sql(db);
    const put = sql.query(`INSERT INTO settings VALUES (@key, @value, 0)`);
    const count = sql.query<{ n: number }>('SELECT count(*) AS n FROM settings');
    put.run({ key: 'small', value: '1' });
    const fill = () =>
      sql.transaction(() => {
        for (let i = 0; i < 100; i++) put.run({ key: `k${i}`, value: `"${'x'.repeat(4000)}"` });
      });
    expect(fill).toThrow(fault('DISK', { sqlite: 'SQLITE_FULL' }));
    expect(count.get()).toEqual({ n: 1 });
    put.run({ key: 'next', value: '2' });
    expect(count.get()).toEqual({ n: 2 });
    db.close();
  });
});

describe('models', () => {
  const sha = (c: string) => c.repeat(64);

  it('are noted once, and may change while no template depends on them', () => {
    const store = tempStore();
    const model = { id: 'embedder-1', sha256: sha('a'), role: 'embedder' };
    store.models.seen([model, { ...model, id: 'detector-1' }], T0);
    store.models.seen([model], T0 + 1);
    const changed = () => store.models.seen([{ ...model, sha256: sha('b') }], T0 + 2);
    expect(changed).not.toThrow();
  });

  it('of one name with another content are refused once templates were made', () => {
    const store = tempStore();
    const ann = person();
    store.people.insert(ann);
    store.templates.insert(template(ann.id));
    const model = { id: 'embedder-1', sha256: sha('a'), role: 'embedder' };
    store.models.seen([model], T0);
    const swapped = { ...model, sha256: sha('b') };
    const refusal = fault('MODEL_HASH', { expected: sha('a'), actual: sha('b') });
    expect(() => store.models.seen([swapped], T0)).toThrow(refusal);
    store.models.seen([model], T0);
  });
});

describe('the check', () => {
  it('names broken references and an older schema', () => {
    const store = tempStore();
    store.close();
    const db = connect({ file: store.path, keyHex: KEY });
    db.exec(`PRAGMA foreign_keys = OFF;
      INSERT INTO event_pictures VALUES (7, x'01'), (8, x'01')`);
    db.close();
    const report = checkDatabase({ file: store.path, keyHex: KEY });
    expect(report.ok).toBe(false);
    expect(report.findings).toEqual([
      { where: 'references', message: 'a row of event_pictures refers to no events' },
      { where: 'references', message: 'a row of event_pictures refers to no events' },
    ]);
  });
});

describe('a backup', () => {
  it('is whole, encrypted, for its owner alone, and opens under the same key', () => {
    const store = tempStore();
    const ann = person({ name: 'Wilhelmina Quixotic' });
    store.people.insert(ann);
    store.templates.insert(template(ann.id));
    store.events.record(event({ personId: ann.id }));
    store.audit.append({ at: T0, actor: 'a', action: 'x', subject: null, detail: {} });
    const file = join(tempFolder(), 'backup.db');
    store.backup(file);
    expect(mode(file)).toBe(posix ? '600' : mode(file));
    expect(readFileSync(file).includes('Quixotic')).toBe(false);
    expect(checkDatabase({ file, keyHex: KEY })).toMatchObject({
      ok: true,
      rows: { people: 1, templates: 1, events: 1, audit: 1 },
    });
    expect(() => checkDatabase({ file, keyHex: 'b2'.repeat(32) })).toThrow(fault('DB_KEY'));
    const copy = openStore({ file, keyHex: KEY });
    expect(copy.events.record(event()).event.seq).toBe(2);
    copy.close();
  });

  it('never replaces a file, and a failed one leaves no file', () => {
    const store = tempStore();
    const dir = tempFolder();
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    expect(() => store.backup(join(dir, 'notes.txt'))).toThrow(fault('REFUSED'));
    expect(() => store.backup(store.path)).toThrow(fault('REFUSED'));
    expect(() => store.backup(join(dir, 'no', 'such', 'backup.db'))).toThrow(fault('DISK'));
    expect(readdirSync(dir)).toEqual(['notes.txt']);
    expect(readFileSync(join(dir, 'notes.txt'), 'utf8')).toBe('mine');
  });
});
