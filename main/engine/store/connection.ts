import Database from 'better-sqlite3';
import { createHmac } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { Fault } from '../../../preload/contract/faults';
import { sqliteFault } from './sqliteFault';

export const CIPHER = 'chacha20';
export const PAGE_SIZE = 8192;

export interface ConnectionOptions {
  file: string;
  /** 32 bytes as 64 hex digits. */
  keyHex: string;
  /** The compiled module, where the packaged one does not fit the runtime. */
  nativeBinding?: string | undefined;
  readonly?: boolean | undefined;
}

/**
 * The 16 bytes at the file's start that the cipher leaves in clear: its salt, which a raw key does
 * not need. They are derived from the key, so that a file whose first page does not open can still
 * say whether the key is wrong or the page is damaged. They reveal nothing about the key.
 */
function salt(keyHex: string): Buffer {
  const key = Buffer.from(keyHex, 'hex');
  return createHmac('sha256', key).update('foyer database').digest().subarray(0, 16);
}

/**
 * Opens an existing file (an empty one is a database in the making) with its key and reads its first
 * page. Nothing is written. Throws Fault DB_KEY, DB_CORRUPT, DB_BUSY, DISK, KEY_INVALID.
 */
export function connect({ file, keyHex, nativeBinding, readonly = false }: ConnectionOptions) {
  if (!/^[0-9a-f]{64}$/i.test(keyHex)) {
    throw new Fault('KEY_INVALID', 'the data key is not 64 hexadecimal digits');
  }
  let db: Database | undefined;
  try {
    db = new Database(file, { fileMustExist: true, readonly, nativeBinding, timeout: 5_000 });
    db.pragma(`cipher = '${CIPHER}'`);
    db.pragma(`key = "raw:${keyHex}${salt(keyHex).toString('hex')}"`);
    // Sorting must not spill readable rows into temporary files.
    db.pragma('temp_store = MEMORY');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    // Without it INSERT OR REPLACE would slip past the triggers that keep history.
    db.pragma('recursive_triggers = ON');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    refuseCut(file, Number(db.pragma('page_size', { simple: true })));
    return db;
  } catch (error) {
    db?.close();
    const fault = sqliteFault(error);
    throw fault instanceof Fault && fault.code === 'DB_KEY' ? whyNotOpened(file, keyHex) : fault;
  }
}

/** What makes a commit last and an erasure real; needs a writable connection. */
export function setDurability(db: Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // macOS: fsync alone leaves data in the drive's cache.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('secure_delete = ON');
  db.pragma('cache_size = -32000');
  db.pragma('journal_size_limit = 67108864');
}

/**
 * SQLite notices a last page that is cut off only when it reads that page. With nothing in the
 * write-ahead log to mend it from, it is damage.
 */
function refuseCut(file: string, pageSize: number): void {
  const wal = `${file}-wal`;
  if (statSync(file).size % pageSize === 0) return;
  if (existsSync(wal) && statSync(wal).size > 0) return;
  throw new Fault('DB_CORRUPT', 'the database file is cut off', { file });
}

function whyNotOpened(file: string, keyHex: string): Fault {
  const start = Buffer.alloc(16);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, start, 0, 16, 0);
  } finally {
    closeSync(handle);
  }
  if (start.toString('latin1').startsWith('SQLite format 3')) {
    return new Fault('DB_KEY', 'the file is a database without encryption, not one of Foyer', {
      file,
    });
  }
  const expected = salt(keyHex);
  const same = start.filter((byte, i) => byte === expected[i]).length;
  return same >= 8
    ? new Fault('DB_CORRUPT', 'the first page of the database is damaged', { file })
    : new Fault('DB_KEY', 'the key does not open this file, or it is no Foyer database', { file });
}
