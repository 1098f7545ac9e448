import type Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { backup } from './backup';
import type { ConnectionOptions } from './connection';

/**
 * Keeps the database as the older Foyer left it, verified and under the same key, before its schema is
 * changed: `foyer.db.v1.backup` beside it, or the next free name. Throws Fault DISK, DB_CORRUPT; then
 * nothing was changed. Returns the copy's path.
 */
export function backupBeforeMigration(
  db: Database,
  options: ConnectionOptions,
  version: number,
): string {
  const name = (n: number) => `${options.file}.v${version}${n === 1 ? '' : `-${n}`}.backup`;
  let n = 1;
  while (existsSync(name(n))) n++;
  backup(db, { ...options, file: name(n) });
  return name(n);
}
