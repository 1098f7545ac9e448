import Database from 'better-sqlite3';
import { Fault } from '../../../preload/contract/faults';
import { sqliteFault } from './sqliteFault';

/** Long enough for a Foyer that is just closing to be gone. */
const PATIENCE_MS = 500;

/**
 * Takes the data folder for this engine: `<file>.lock` is an empty SQLite file in an exclusive
 * transaction, so the operating system itself holds the lock and drops it when the process dies,
 * SIGKILL included; what is left on disk is an empty file that means nothing. It is a file of its own
 * because POSIX drops a process's locks on a file as soon as the process closes any handle to it: a
 * mere copy of the database would unlock it. Returns the release; throws Fault DB_BUSY or DISK.
 */
export function lockDataFile(file: string, nativeBinding?: string): () => void {
  const path = `${file}.lock`;
  let db: Database | undefined;
  try {
    db = new Database(path, { timeout: PATIENCE_MS, nativeBinding });
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const fault = sqliteFault(error);
    if (fault instanceof Fault && fault.code === 'DB_BUSY') {
      throw new Fault('DB_BUSY', 'another Foyer has this data folder open', { file });
    }
    throw fault;
  }
  const held = db;
  return () => held.close();
}
