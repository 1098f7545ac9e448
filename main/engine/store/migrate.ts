import type Database from 'better-sqlite3';
import { Fault } from '../../../preload/contract/faults';
import { guarded } from './sqliteFault';
import { migrations } from './migrations';

/** "Foyr": marks the file as ours (PRAGMA application_id). */
export const APPLICATION_ID = 0x46_6f_79_72;

/**
 * The schema's version: 0 for an empty file. Reads only. Throws Fault DB_NEWER when a newer Foyer
 * made it and DB_KEY when something else did.
 */
export function schemaVersion(db: Database, known = migrations.length): number {
  const found = number(db, 'user_version');
  const owner = number(db, 'application_id');
  if (owner !== APPLICATION_ID && (owner !== 0 || found !== 0 || hasTables(db))) {
    throw new Fault('DB_KEY', 'the file is a database of another program');
  }
  if (found > known) {
    throw new Fault('DB_NEWER', `the database has version ${found}, this Foyer knows ${known}`, {
      found,
      known,
    });
  }
  return found;
}

/**
 * Brings the schema up to date, one transaction a step: after a crash the file has the version
 * before or after, never between. Returns the version it had.
 */
export function migrate(db: Database, steps: readonly string[] = migrations): number {
  const from = schemaVersion(db, steps.length);
  for (const [index, sql] of steps.entries()) {
    if (index < from) continue;
    const step = db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
    });
    guarded(() => step.exclusive());
  }
  return from;
}

function number(db: Database, pragma: string): number {
  return Number(guarded(() => db.pragma(pragma, { simple: true })));
}

function hasTables(db: Database): boolean {
  return guarded(() => db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get()) !== undefined;
}
