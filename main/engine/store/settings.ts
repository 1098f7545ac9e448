import type { Sql } from './sql';

/** Settings as stored: one JSON value a key. What they mean is the contract's business. */
export function settingsTable(sql: Sql) {
  const all = sql.query<{ key: string; value: string }>('SELECT key, value FROM settings');
  const put = sql.query(/* sql */ `
    INSERT INTO settings (key, value, updated_at) VALUES (@key, @value, @at)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`);

  return {
    all: (): Record<string, unknown> =>
      Object.fromEntries(
        all.all().map(({ key, value }): [string, unknown] => [key, JSON.parse(value)]),
      ),
    put: (key: string, value: unknown, at: number): void => {
      put.run({ key, value: JSON.stringify(value), at });
    },
  };
}
export type SettingsTable = ReturnType<typeof settingsTable>;
