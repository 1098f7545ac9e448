import type Database from 'better-sqlite3';
import { guarded } from './sqliteFault';

export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParams = Record<string, SqlValue>;

/** A statement that was prepared once. `R` is what its columns are named and typed as. */
export interface Query<R> {
  get(params?: SqlParams): R | undefined;
  all(params?: SqlParams): R[];
  /** Rows one by one; nothing else can use the connection until the loop ends. */
  iterate(params?: SqlParams): Iterable<R>;
  /** Number of rows changed. */
  run(params?: SqlParams): number;
}

/**
 * The narrow way to the database: prepared statements and transactions, errors as Faults. Tables get
 * this and nothing else. `texts` lists every statement, so that a test can run them all.
 */
export class Sql {
  readonly texts: string[] = [];
  private readonly inTransaction: Database.Transaction<[() => unknown], unknown>;

  constructor(private readonly db: Database) {
    this.inTransaction = db.transaction((fn: () => unknown) => fn());
  }

  /** Prepares a statement with named parameters (`@name`). Bad SQL throws here, at open. */
  query<R = never>(text: string): Query<R> {
    this.texts.push(text);
    // The row type is the caller's word for its own columns; SQLite has no types to offer here.
    const statement = guarded(() => this.db.prepare<R>(text));
    return {
      get: (params = {}) => guarded(() => statement.get(params)),
      all: (params = {}) => guarded(() => statement.all(params)),
      iterate: (params = {}) => guardedRows(() => statement.iterate(params)),
      run: (params = {}) => guarded(() => statement.run(params).changes),
    };
  }

  /** All or nothing. Takes the write lock at once; inside another transaction it is a savepoint. */
  transaction<T>(fn: () => T): T {
    return guarded(() => this.inTransaction.immediate(fn) as T); // the wrapper returns what fn did
  }
}

function* guardedRows<R>(start: () => Iterable<R>): Generator<R> {
  const rows = guarded(start)[Symbol.iterator]();
  try {
    for (;;) {
      const next = guarded(() => rows.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    rows.return?.();
  }
}
