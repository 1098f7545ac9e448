import { createHash } from 'node:crypto';
import type { Sql } from './sql';

export interface AuditEntry {
  at: number;
  /** Who did it: `operator`, `cli`, `system`. */
  actor: string;
  /** What was done, as `noun.verb`: `person.erase`. */
  action: string;
  /** Our own id of what it was done to. */
  subject: string | null;
  /** Counts and names of fields; never a name, an ID of the organisation or a picture. */
  detail: Record<string, unknown>;
}

interface Row extends Omit<AuditEntry, 'detail'> {
  seq: number;
  detail: string;
  previous: Buffer;
  hash: Buffer;
}

/** Where the chain does not hold. `seq` is the first row that is wrong. */
export interface AuditBreak {
  seq: number;
  why: 'missing' | 'relinked' | 'altered';
}

const GENESIS = Buffer.alloc(32);

/** SHA-256 over the previous hash and the row as one line of JSON, so that no row can change alone. */
function linkOf(previous: Buffer, row: Omit<Row, 'previous' | 'hash'>): Buffer {
  const line = JSON.stringify([row.seq, row.at, row.actor, row.action, row.subject, row.detail]);
  return createHash('sha256').update(previous).update(line).digest();
}

/** The record of every administrative act, chained by hashes and append-only. */
export function auditTable(sql: Sql) {
  const last = sql.query<{ seq: number; hash: Buffer }>(
    'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
  );
  const issued = sql.query<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`);
  const all = sql.query<Row>('SELECT * FROM audit ORDER BY seq');
  const insert = sql.query(/* sql */ `
    INSERT INTO audit (seq, at, actor, action, subject, detail, previous, hash)
    VALUES (@seq, @at, @actor, @action, @subject, @detail, @previous, @hash)`);

  return {
    /** Call it in the transaction of the act itself: both happen or neither. */
    append(entry: AuditEntry): void {
      sql.transaction(() => {
        const tail = last.get() ?? { seq: 0, hash: GENESIS };
        const detail = JSON.stringify(entry.detail);
        const row = { ...entry, at: Math.round(entry.at), detail, seq: tail.seq + 1 };
        insert.run({ ...row, previous: tail.hash, hash: linkOf(tail.hash, row) });
      });
    },
    /** Walks the whole chain; null when it holds, else its first broken link. */
    firstBreak(): AuditBreak | null {
      let seq = 0;
      let previous: Buffer = GENESIS;
      for (const row of all.iterate()) {
        seq++;
        if (row.seq !== seq) return { seq, why: 'missing' };
        if (!row.previous.equals(previous)) return { seq, why: 'relinked' };
        if (!row.hash.equals(linkOf(previous, row))) return { seq, why: 'altered' };
        previous = row.hash;
      }
      // The last number given out shows rows cut off at the end.
      return (issued.get()?.seq ?? 0) > seq ? { seq: seq + 1, why: 'missing' } : null;
    },
  };
}
export type AuditTable = ReturnType<typeof auditTable>;
