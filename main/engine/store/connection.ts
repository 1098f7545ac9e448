import Database from 'better-sqlite3';
import { createHmac } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { Fault } from '../../../preload/contract/faults';
import { fileFault } from './fileFault';
import { sqliteFault } from './sqliteFault';

/** AEGIS-256, an authenticated cipher: why this one is in docs/decisions/0004-database.md. */
/** AEGIS-256 by the name the library gives it. */
export const CIPHER = 'aegis';
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
 * The 16 bytes at the start of the file, which stay in clear: the cipher's salt, which a raw key does
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
  fileFault(file, () => inspectStart(file, keyHex));
  let db: Database | undefined;
  try {
    db = new Database(file, { fileMustExist: true, readonly, nativeBinding, timeout: 5_000 });
    db.pragma(`cipher = '${CIPHER}'`);
    db.pragma(`key = "raw:${keyHex}${salt(keyHex).toString('hex')}"`);
    db.pragma(`page_size = ${PAGE_SIZE}`); // of a database in the making
    // Sorting must not spill readable rows into temporary files.
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -32000');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    // Without it INSERT OR REPLACE would slip past the triggers that keep history.
    db.pragma('recursive_triggers = ON');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    refuseCut(file);
    return db;
  } catch (error) {
    db?.close();
    const fault = sqliteFault(error);
    // The key was found right before: a first page that does not open is damaged.
    throw fault instanceof Fault && fault.code === 'DB_KEY' ? damaged(file, 'first page') : fault;
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
  db.pragma('journal_size_limit = 67108864');
}

const damaged = (file: string, what: string) =>
  new Fault('DB_CORRUPT', `the database's ${what} is damaged`, { file });

/**
 * Checks the 24 bytes that are in clear and that no page's seal covers: the salt, then page size,
 * journal mode, seal size and three constants (sqlite.org/fileformat2.html, 1.3). A file in which
 * most of the salt is right was ours.
 */
function inspectStart(file: string, keyHex: string): void {
  const start = Buffer.alloc(24);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, start, 0, 24, 0) === 0) return;
  } finally {
    closeSync(handle);
  }
  const expected = salt(keyHex);
  const right = expected.filter((byte, i) => byte === start[i]).length;
  if (right < 8) {
    const plain = start.toString('latin1').startsWith('SQLite format 3');
    throw new Fault(
      'DB_KEY',
      plain
        ? 'the file is a database without encryption, not one of Foyer'
        : 'the key does not open this file, or it is no Foyer database',
      { file },
    );
  }
  const [high, low, writeMode = 0, readMode, ...fixed] = start.subarray(16);
  const whole =
    right === 16 &&
    (high ?? 0) * 256 + (low ?? 0) === PAGE_SIZE &&
    (writeMode === 1 || writeMode === 2) &&
    readMode === writeMode &&
    Buffer.from(fixed).equals(Buffer.of(64, 64, 32, 32));
  if (!whole) throw damaged(file, 'header');
}

/**
 * SQLite notices a last page that is cut off only when it reads that page. With nothing in the
 * write-ahead log to mend it from, it is damage.
 */
function refuseCut(file: string): void {
  const wal = `${file}-wal`;
  if (statSync(file).size % PAGE_SIZE === 0) return;
  if (existsSync(wal) && statSync(wal).size > 0) return;
  throw damaged(file, 'end');
}
