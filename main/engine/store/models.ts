import { Fault } from '../../../preload/contract/faults';
import type { Sql } from './sql';

export interface SeenModel {
  id: string;
  sha256: string;
  role: string;
}

/** Which models this database has worked with, and since when. */
export function modelsTable(sql: Sql) {
  const insert = sql.query(/* sql */ `
    INSERT INTO models (id, sha256, role, first_seen) VALUES (@id, @sha256, @role, @at)
    ON CONFLICT DO NOTHING`);
  const other = sql.query<{ sha256: string }>(/* sql */ `
    SELECT sha256 FROM models WHERE id = @id AND sha256 <> @sha256
    AND EXISTS (SELECT 1 FROM templates WHERE model = @id)`);

  return {
    /**
     * Notes the models at work. Throws Fault MODEL_HASH when templates were made by a file of the same
     * name with another content: vectors of different models must never be compared.
     */
    seen(models: readonly SeenModel[], at: number): void {
      sql.transaction(() => {
        for (const { id, sha256, role } of models) {
          const before = other.get({ id, sha256 });
          if (before) {
            throw new Fault('MODEL_HASH', `templates were made by another file named ${id}`, {
              file: id,
              expected: before.sha256,
              actual: sha256,
            });
          }
          insert.run({ id, sha256, role, at });
        }
      });
    },
  };
}
export type ModelsTable = ReturnType<typeof modelsTable>;
