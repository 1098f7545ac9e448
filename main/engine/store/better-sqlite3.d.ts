// The part of the module that is used here. The package has typings of its own, but its export map
// does not lead to them.
declare module 'better-sqlite3' {
  interface Statement<R> {
    get(params?: unknown): R | undefined;
    all(params?: unknown): R[];
    iterate(params?: unknown): IterableIterator<R>;
    run(params?: unknown): { changes: number };
  }

  type Transaction<A extends unknown[], T> = Record<'immediate' | 'exclusive', (...args: A) => T>;

  class Database {
    constructor(
      file: string,
      options?: {
        readonly?: boolean;
        fileMustExist?: boolean;
        timeout?: number;
        nativeBinding?: string | undefined;
      },
    );
    static SqliteError: new (message: string, code: string) => Error & { readonly code: string };
    prepare<R = unknown>(sql: string): Statement<R>;
    transaction<A extends unknown[], T>(fn: (...args: A) => T): Transaction<A, T>;
    exec(sql: string): this;
    pragma(sql: string, options?: { simple?: boolean }): unknown;
    /** The pages as plain bytes. */
    serialize(): Buffer;
    close(): this;
  }
  // A class and its types under one name, as `export =` gives them to an import by default.
  namespace Database {
    export type { Statement, Transaction };
  }
  export = Database;
}
