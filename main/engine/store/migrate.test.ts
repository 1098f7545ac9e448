import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDatabase } from './checkDatabase';
import { connect } from './connection';
import { APPLICATION_ID, migrate, schemaVersion } from './migrate';
import { migrations } from './migrations';
import { openStore } from './store';
import { fault, KEY, person, tempFolder } from './testing/fixtures';

/** An empty file with a key, as a database begins. */
function empty() {
  const file = join(tempFolder(), 'foyer.db');
  closeSync(openSync(file, 'wx'));
  return { file, db: connect({ file, keyHex: KEY }) };
}
const schema = (db: ReturnType<typeof connect>) =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();

describe('migrations', () => {
  it('begin with an empty file and mark it as ours', () => {
    const { db } = empty();
    expect(schemaVersion(db)).toBe(0);
    expect(migrate(db)).toBe(0);
    expect(schemaVersion(db)).toBe(migrations.length);
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    db.close();
  });

  it('do nothing to a database that is up to date', () => {
    const { db } = empty();
    migrate(db);
    const before = schema(db);
    expect(migrate(db)).toBe(migrations.length);
    expect(schema(db)).toEqual(before);
    db.close();
  });

  it.each(migrations.map((_, i) => i))('lead from version %d to the newest, rows kept', (from) => {
    const { db } = empty();
    migrate(db, migrations.slice(0, from));
    expect(schemaVersion(db)).toBe(from);
    migrate(db);
    const whole = empty();
    migrate(whole.db);
    expect(schema(db)).toEqual(schema(whole.db));
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
    whole.db.close();
  });

  it('make strict tables only', () => {
    const { db } = empty();
    migrate(db);
    const tables = db
      .prepare<{ name: string; strict: number }>(
        `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(tables.length).toBeGreaterThan(8);
    expect(tables.filter((table) => table.strict === 0)).toEqual([]);
    expect(() => db.exec(`INSERT INTO settings VALUES ('k', '1', 'noon')`)).toThrow('cannot store');
    db.close();
  });

  it('that fail in the middle leave the version before, whole', () => {
    const { db } = empty();
    migrate(db);
    const before = schema(db);
    const broken = [...migrations, 'CREATE TABLE half (a INTEGER) STRICT; SELECT nonsense;'];
    expect(() => migrate(db, broken)).toThrow('nonsense');
    expect(schema(db)).toEqual(before);
    expect(schemaVersion(db)).toBe(migrations.length);
    db.close();
  });
});

describe('a database made before verification', () => {
  /** Version 2 with one person, one template and one event, as that Foyer wrote them. */
  function versionTwo() {
    const { file, db } = empty();
    migrate(db, migrations.slice(0, 2));
    db.exec(`
      INSERT INTO people VALUES ('${ID}', '1001', 'Ann Li', '', '', 'ann li', 'ann li', 1, 1);
      INSERT INTO templates VALUES ('${ID}', '${ID}', 'm', 1, x'0000803f', '{"unified": 80}',
        'camera', 'active', 1);
      INSERT INTO events (id, idempotency_key, at, monotonic_ms, run_id, station, outcome, threshold,
        threshold_mode, risk, gallery_size, quality, frames, track)
        VALUES ('${ID}', 'k', 1, 1, 'r', 's', 'known', 0.4, 'auto', 0.001, 1, 80, 3, 1);`);
    db.close();
    return file;
  }
  const ID = '00000000-0000-4000-8000-000000000001';

  it('is copied before it is changed, and keeps its rows', () => {
    const file = versionTwo();
    const store = openStore({ file, keyHex: KEY });
    expect(store.events.list({ limit: 5 }).events).toMatchObject([
      { kind: 'identification', reference: null, outcome: 'known' },
    ]);
    expect(store.templates.cards(ID)).toMatchObject([{ idCheck: null }]);
    expect(store.check()).toMatchObject({ ok: true });
    store.close();
    const copy = connect({ file: `${file}.v2.backup`, keyHex: KEY, readonly: true });
    expect(schemaVersion(copy)).toBe(2);
    expect(copy.prepare('SELECT name FROM people').all()).toEqual([{ name: 'Ann Li' }]);
    copy.close();
  });

  it('is left as it is where the copy cannot be made', () => {
    const file = versionTwo();
    mkdirSync(`${file}.v2.backup.partial`); // stands in the way of the copy
    expect(() => openStore({ file, keyHex: KEY })).toThrow('EISDIR');
    const db = connect({ file, keyHex: KEY });
    expect(schemaVersion(db)).toBe(2);
    db.close();
  });

  it('is copied under another name where an earlier copy lies there', () => {
    const file = versionTwo();
    writeFileSync(`${file}.v2.backup`, 'an earlier one');
    openStore({ file, keyHex: KEY }).close();
    expect(readFileSync(`${file}.v2.backup`, 'utf8')).toBe('an earlier one');
    expect(existsSync(`${file}.v2-2.backup`)).toBe(true);
  });

  it('is not copied when it is up to date or new', () => {
    const file = join(tempFolder(), 'foyer.db');
    openStore({ file, keyHex: KEY }).close();
    openStore({ file, keyHex: KEY }).close();
    expect(readdirSync(dirname(file)).filter((name) => name.includes('backup'))).toEqual([]);
  });
});

describe('a database of a newer Foyer', () => {
  it('is refused by name of both versions and not touched', () => {
    const { file, db } = empty();
    // As a backup is: not in WAL mode, which opening for writing would change.
    migrate(db, [...migrations, 'CREATE TABLE later (a INTEGER) STRICT']);
    db.close();
    const before = readFileSync(file);
    const known = migrations.length;
    const refusal = fault('DB_NEWER', { found: known + 1, known });
    expect(() => openStore({ file, keyHex: KEY })).toThrow(refusal);
    expect(() => checkDatabase({ file, keyHex: KEY })).toThrow(refusal);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('a database under our key that we did not make', () => {
  it.each(['CREATE TABLE t (a)', 'PRAGMA user_version = 3', 'PRAGMA application_id = 7'])(
    'is refused and not touched (%s)',
    (sql) => {
      const { file, db } = empty();
      db.exec(`${sql}; CREATE TABLE IF NOT EXISTS x (a)`);
      db.close();
      const before = readFileSync(file);
      expect(() => openStore({ file, keyHex: KEY })).toThrow(fault('DB_KEY'));
      expect(readFileSync(file).equals(before)).toBe(true);
    },
  );
});

describe('a database of an older Foyer', () => {
  it('is brought up to date by the first writer; a reader does not touch it', () => {
    const { file, db } = empty();
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.close();
    expect(() => checkDatabase({ file, keyHex: KEY })).toThrow(fault('REFUSED'));
    const store = openStore({ file, keyHex: KEY });
    store.people.insert(person());
    expect(store.check()).toMatchObject({ ok: true, version: migrations.length });
    store.close();
  });
});
