import Database from 'better-sqlite3';
import { Fault, type FaultCode } from '../../../preload/contract/faults';

/** SQLite's result codes (by their beginning) that a healthy program may meet, and what they mean. */
const meanings: [prefix: string, code: FaultCode, message: string][] = [
  ['SQLITE_BUSY', 'DB_BUSY', 'the database is in use by another Foyer'],
  ['SQLITE_LOCKED', 'DB_BUSY', 'the database is in use by another Foyer'],
  ['SQLITE_NOTADB', 'DB_KEY', 'the key does not open this file, or it is no Foyer database'],
  ['SQLITE_CORRUPT', 'DB_CORRUPT', 'a page of the database is damaged'],
  ['SQLITE_FULL', 'DISK', 'the disk is full'],
  ['SQLITE_IOERR', 'DISK', 'the disk failed to read or write the database'],
  ['SQLITE_READONLY', 'DISK', 'the database cannot be written: file or folder is read-only'],
  ['SQLITE_CANTOPEN', 'DISK', 'the database file cannot be opened'],
  ['SQLITE_PERM', 'DISK', 'access to the database file is denied'],
];

/**
 * Turns an error of SQLite into the Fault it stands for (codes: sqlite.org/rescode.html). What is
 * already a Fault, or means a bug (a broken constraint, bad SQL), comes back as it is.
 */
export function sqliteFault(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  const meaning = meanings.find(([prefix]) => code.startsWith(prefix));
  if (!meaning) return error;
  return new Fault(meaning[1], meaning[2], { sqlite: code }, { cause: error });
}

/** Runs `fn`; an error of SQLite leaves it as a Fault. The one place where that happens. */
export function guarded<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw sqliteFault(error);
  }
}
