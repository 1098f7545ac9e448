import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { connect, setDurability, type ConnectionOptions } from './connection';
import { migrate } from './migrate';

/**
 * Makes sure that there is a database to open, without ever touching one that is there. A new one is
 * made beside its name and renamed into place when it is whole, so an empty or half-made file under
 * that name is damage, never a start that was interrupted. Call it under the lock. Throws Fault
 * DB_CORRUPT, DISK.
 */
export function ensureDatabase(options: ConnectionOptions): void {
  const { file } = options;
  if (existsSync(file)) return;
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0) {
    throw new Fault('DB_CORRUPT', 'the database file is gone and its write-ahead log is there', {
      file,
    });
  }
  const fresh = `${file}.new`;
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(fresh + end, { force: true });
  // Made empty first, so that SQLite never creates it with wider permissions.
  closeSync(openSync(fresh, 'wx', 0o600));
  const db = connect({ ...options, file: fresh });
  try {
    setDurability(db);
    migrate(db);
  } finally {
    db.close();
  }
  putInPlace(fresh, file);
}

/** Renames a finished file to its name so that it survives a power cut, readable by its owner alone. */
export function putInPlace(from: string, to: string): void {
  chmodSync(from, 0o600);
  syncPath(from, 'r+');
  renameSync(from, to);
  // Windows has no handle on a folder to sync.
  if (process.platform !== 'win32') syncPath(dirname(to), 'r');
}

/** The folder of a data file, made for its owner alone where it is not there. */
export function ensureFolder(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
}

function syncPath(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
