/**
 * Every working point that was in force, append-only: who the station would have named on a given
 * day can only be understood with the threshold of that day and why it was that.
 */
export const thresholdChanges = /* sql */ `
CREATE TABLE threshold_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('first', 'model', 'mode', 'threshold', 'risk', 'gallery', 'scores')),
  mode TEXT NOT NULL CHECK (mode IN ('auto', 'fixed')),
  threshold REAL NOT NULL,
  previous REAL,
  risk REAL NOT NULL,
  gallery_size INTEGER NOT NULL,
  expected_fpir REAL NOT NULL,
  expected_fnmr REAL NOT NULL,
  model TEXT NOT NULL
) STRICT;
CREATE INDEX threshold_changes_by_time ON threshold_changes (at);
CREATE TRIGGER threshold_changes_keep BEFORE DELETE ON threshold_changes
BEGIN SELECT RAISE(ABORT, 'threshold changes are append-only'); END;
CREATE TRIGGER threshold_changes_stand BEFORE UPDATE ON threshold_changes
BEGIN SELECT RAISE(ABORT, 'threshold changes are append-only'); END;
`;
