import { Fault } from '../../../preload/contract/faults';
import type { StoreReport } from './check';
import type { ConnectionOptions } from './connection';
import { openStore } from './store';

export interface DatabaseReport extends StoreReport {
  file: string;
}

/**
 * Checks a database without changing it, beside a running station if there is one. Damage is the
 * report's subject and comes back in it, even where the file cannot be opened for it. Throws Fault
 * DB_KEY, DB_NEWER, DB_BUSY, DISK, NOT_FOUND, KEY_INVALID.
 */
export function checkDatabase(options: Omit<ConnectionOptions, 'readonly'>): DatabaseReport {
  const { file } = options;
  try {
    const store = openStore({ ...options, readonly: true });
    try {
      return { file, ...store.check() };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'DB_CORRUPT') throw error;
    const findings = [{ where: 'pages' as const, message: error.message }];
    return { file, ok: false, findings, version: 0, cipher: 'unknown', rows: {} };
  }
}
