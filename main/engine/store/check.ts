import type Database from 'better-sqlite3';
import { Fault } from '../../../preload/contract/faults';
import type { AuditTable } from './audit';
import { CIPHER } from './connection';
import { migrations } from './migrations';
import { guarded } from './sqliteFault';

/** One thing that is wrong, in a sentence. */
export interface Finding {
  where: 'pages' | 'references' | 'audit' | 'cipher' | 'schema';
  message: string;
}

export interface StoreReport {
  ok: boolean;
  findings: Finding[];
  version: number;
  cipher: string;
  /** Rows by table. */
  rows: Record<string, number>;
}

const tables = ['people', 'templates', 'events', 'audit'] as const;

/**
 * Reads the whole database: every page's seal and structure, every reference, the audit's chain, the
 * cipher. What is wrong is reported, not thrown. It takes seconds (5 ms for each MB), in which the
 * connection does nothing else.
 */
export function check(db: Database, audit: AuditTable): StoreReport {
  const findings: Finding[] = [];
  /** Damage may surface in any of the readings; each is tried, so that one does not hide the next. */
  const reading = <T>(where: Finding['where'], otherwise: T, fn: () => T): T => {
    try {
      return guarded(fn);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      findings.push({ where, message: error.message });
      return otherwise;
    }
  };
  const pragma = (name: string): unknown => db.pragma(name, { simple: true });

  reading('pages', null, () => {
    const lines = db.pragma('integrity_check(20)') as { integrity_check: string }[]; // its one column
    for (const { integrity_check: message } of lines) {
      if (message !== 'ok') findings.push({ where: 'pages', message });
    }
    return null;
  });
  reading('references', null, () => {
    const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[]; // as documented
    for (const { table, parent } of broken) {
      findings.push({ where: 'references', message: `a row of ${table} refers to no ${parent}` });
    }
    return null;
  });
  const broken = reading('audit', null, () => audit.firstBreak());
  if (broken) {
    findings.push({ where: 'audit', message: `entry ${broken.seq} of the audit is ${broken.why}` });
  }
  const cipher = String(reading('cipher', 'none', () => pragma('cipher')));
  if (cipher !== CIPHER) {
    findings.push({ where: 'cipher', message: `the database is encrypted by ${cipher}` });
  }
  const version = Number(reading('schema', 0, () => pragma('user_version')));
  if (version !== migrations.length) {
    findings.push({ where: 'schema', message: `the schema has version ${version}` });
  }
  const rows = Object.fromEntries(
    tables.map((table): [string, number] => [
      table,
      reading(
        'pages',
        0,
        () => db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0,
      ),
    ]),
  );
  return { ok: findings.length === 0, findings, version, cipher, rows };
}
