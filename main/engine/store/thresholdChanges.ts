import type { ThresholdChange } from '../../../preload/contract/shapes';
import type { Sql } from './sql';

/** A working point as it is to be written down; `model` is the embedder's id. */
export type NewThresholdChange = Omit<ThresholdChange, 'seq'> & { model: string };

const columns = /* sql */ `seq, at, cause, mode, threshold, previous, risk,
  gallery_size AS gallerySize, expected_fpir AS expectedFpir, expected_fnmr AS expectedFnmr`;

/** The append-only record of the thresholds in force. Throws Fault DB_CORRUPT, DISK. */
export function thresholdChangesTable(sql: Sql) {
  const insert = sql.query(/* sql */ `
    INSERT INTO threshold_changes (at, cause, mode, threshold, previous, risk, gallery_size,
      expected_fpir, expected_fnmr, model)
    VALUES (@at, @cause, @mode, @threshold, @previous, @risk, @gallerySize, @expectedFpir,
      @expectedFnmr, @model)`);
  const newest = sql.query<ThresholdChange & { model: string }>(
    `SELECT ${columns}, model FROM threshold_changes ORDER BY seq DESC LIMIT 1`,
  );
  const inTime = sql.query<ThresholdChange>(/* sql */ `
    SELECT ${columns} FROM threshold_changes WHERE at >= @from AND at < @to
    ORDER BY seq DESC LIMIT @limit`);

  return {
    /** On disk when it returns; the row as it reads back. */
    append(change: NewThresholdChange): ThresholdChange {
      return sql.transaction(() => {
        insert.run({ ...change, at: Math.round(change.at) });
        const row = newest.get();
        if (!row) throw new Error('a threshold change that was just written is not there');
        const { model: _, ...written } = row;
        return written;
      });
    },
    last: () => newest.get() ?? null,
    /** Newest first; wall clock, from inclusive, to exclusive. */
    list: (range: { from: number; to: number; limit: number }): ThresholdChange[] =>
      inTime.all(range),
  };
}
export type ThresholdChangesTable = ReturnType<typeof thresholdChangesTable>;
