import type Database from 'better-sqlite3';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { Fault } from '../../../preload/contract/faults';
import { connect, type ConnectionOptions } from './connection';
import { putInPlace } from './create';
import { fileFault } from './fileFault';
import { guarded } from './sqliteFault';

/**
 * Copies the database, compacted and under the same key, to a file that must not exist yet. The copy
 * is opened and read through before it gets its name, so a name on disk is a whole backup. Throws
 * Fault REFUSED when the name is taken, DISK, DB_CORRUPT when the copy does not hold.
 */
export function backup(db: Database, target: ConnectionOptions): void {
  const { file } = target;
  if (existsSync(file)) throw new Fault('REFUSED', 'a file of that name is there', { file });
  const partial = `${file}.partial`;
  fileFault(file, () => {
    rmSync(partial, { force: true });
    closeSync(openSync(partial, 'wx', 0o600));
  });
  try {
    // Not the driver's own backup(): it refuses to fill an encrypted file page by page.
    guarded(() => db.prepare('VACUUM INTO ?').run(partial));
    verify({ ...target, file: partial });
    fileFault(file, () => putInPlace(partial, file));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

function verify(copy: ConnectionOptions): void {
  const db = connect({ ...copy, readonly: true });
  try {
    const verdict = String(guarded(() => db.pragma('integrity_check(1)', { simple: true })));
    if (verdict !== 'ok') throw new Fault('DB_CORRUPT', `the backup does not hold: ${verdict}`);
  } finally {
    db.close();
  }
}
