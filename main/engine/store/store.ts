import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { Fault } from '../../../preload/contract/faults';
import { auditTable, type AuditTable } from './audit';
import { backup } from './backup';
import { backupBeforeMigration } from './upgradeBackup';
import { check, type StoreReport } from './check';
import { connect, setDurability, type ConnectionOptions } from './connection';
import { ensureDatabase, ensureFolder } from './create';
import { eventsTable, type EventsTable } from './events';
import { fileFault } from './fileFault';
import { lockDataFile } from './lock';
import { migrate, schemaVersion } from './migrate';
import { migrations } from './migrations';
import { modelsTable, type ModelsTable } from './models';
import { peopleTable, type PeopleTable } from './people';
import { settingsTable, type SettingsTable } from './settings';
import { Sql } from './sql';
import { guarded } from './sqliteFault';
import { templatesTable, type TemplatesTable } from './templates';
import { thresholdChangesTable, type ThresholdChangesTable } from './thresholdChanges';

export interface Store {
  readonly path: string;
  readonly cipher: string;
  readonly people: PeopleTable;
  readonly templates: TemplatesTable;
  readonly events: EventsTable;
  readonly audit: AuditTable;
  readonly settings: SettingsTable;
  readonly models: ModelsTable;
  readonly thresholdChanges: ThresholdChangesTable;
  /** Every statement there is, for the test that runs them all. */
  readonly statements: readonly string[];
  /** All or nothing, on disk when it returns. Nests. */
  transaction<T>(fn: () => T): T;
  /** Empties the write-ahead log into the file, so that what was erased is in neither. */
  settle(): void;
  /** Reads everything; see `check`. */
  check(): StoreReport;
  /** Writes a verified, encrypted copy under a name that is free. Throws Fault REFUSED, DISK. */
  backup(file: string): void;
  close(): void;
}

/**
 * Opens the database, making it (file 0600, folder 0700) where there is none, and brings its schema
 * up to date. One writer a file: a second one is refused, also after the first was killed and its
 * files still lie there. `readonly` needs an existing file and goes beside a writer of another process. A file that does
 * not open is left as it is. Throws Fault DB_KEY, DB_CORRUPT, DB_NEWER, DB_BUSY, DISK, KEY_INVALID,
 * NOT_FOUND (readonly).
 */
export function openStore(options: ConnectionOptions): Store {
  const { file, nativeBinding, readonly = false } = options;
  if (readonly && !existsSync(file)) throw new Fault('NOT_FOUND', 'no database there', { file });
  if (!readonly) fileFault(file, () => ensureFolder(file));
  const unlock = readonly ? () => {} : lockDataFile(file, nativeBinding);
  try {
    if (!readonly) fileFault(file, () => ensureDatabase(options));
    if (statSync(file).size === 0) {
      throw new Fault('DB_CORRUPT', 'the database file is empty', { file });
    }
    const db = connect(options);
    try {
      return assemble(db, options, unlock);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

function assemble(
  db: ReturnType<typeof connect>,
  { file, keyHex, nativeBinding, readonly }: ConnectionOptions,
  unlock: () => void,
): Store {
  // Asked before anything is written: a file of a newer Foyer is left as it is.
  const found = schemaVersion(db);
  if (readonly) {
    if (found < migrations.length) {
      throw new Fault('REFUSED', 'the database is of an older Foyer: open it for writing once');
    }
  } else {
    guarded(() => setDurability(db));
    if (found > 0 && found < migrations.length) {
      backupBeforeMigration(db, { file, keyHex, nativeBinding }, found);
    }
    migrate(db);
  }
  const sql = new Sql(db);
  const audit = auditTable(sql);
  return {
    path: file,
    cipher: String(guarded(() => db.pragma('cipher', { simple: true }))),
    people: peopleTable(sql),
    templates: templatesTable(sql),
    events: eventsTable(sql, randomUUID()),
    audit,
    settings: settingsTable(sql),
    models: modelsTable(sql),
    thresholdChanges: thresholdChangesTable(sql),
    statements: sql.texts,
    transaction: (fn) => sql.transaction(fn),
    settle: () => void guarded(() => db.pragma('wal_checkpoint(TRUNCATE)')),
    check: () => check(db, audit),
    backup: (target) => backup(db, { file: target, keyHex, nativeBinding }),
    close() {
      db.close();
      unlock();
    },
  };
}
