/**
 * People and templates, the log of events, the audit, settings, models. Times are milliseconds since
 * the epoch. Events are append-only; what names or shows a person stands beside them in
 * `event_people` and `event_pictures`, so that a person can be erased and history stays. A name can
 * leave the log only with the person it belongs to.
 */
export const foundation = /* sql */ `
CREATE TABLE people (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  person_id TEXT NOT NULL UNIQUE CHECK (person_id <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  group_name TEXT NOT NULL,
  note TEXT NOT NULL,
  -- Folded for sorting and searching: no case, no accents, half width (store/fold.ts).
  sort_key TEXT NOT NULL,
  search_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
-- Holds all that a list or a search looks at, so that neither reads the table for rows not shown.
CREATE INDEX people_by_name ON people (sort_key, person_id, search_key);

CREATE TABLE templates (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  person TEXT NOT NULL REFERENCES people (id),
  model TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension BETWEEN 1 AND 4096),
  -- Unit vector, 32-bit floats, little endian.
  embedding BLOB NOT NULL CHECK (length(embedding) = dimension * 4),
  quality TEXT NOT NULL CHECK (json_type(quality, '$.unified') IN ('real', 'integer')),
  source TEXT NOT NULL CHECK (source IN ('camera', 'photo', 'id-document', 'live')),
  state TEXT NOT NULL CHECK (state IN ('active', 'retired')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX templates_by_person ON templates (person);
CREATE INDEX templates_by_model ON templates (model, state, dimension);

-- Apart from the templates, so that loading the gallery does not read past pictures.
CREATE TABLE template_pictures (
  template TEXT NOT NULL PRIMARY KEY REFERENCES templates (id),
  jpeg BLOB NOT NULL CHECK (length(jpeg) > 0)
) STRICT;

CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  idempotency_key TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  -- Runs on when the wall clock is set; counts from the start of the engine run named run_id.
  monotonic_ms REAL NOT NULL,
  run_id TEXT NOT NULL,
  station TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('known', 'unknown', 'uncertain', 'spoof')),
  similarity REAL,
  second_best REAL,
  margin REAL GENERATED ALWAYS AS (similarity - second_best) VIRTUAL,
  threshold REAL NOT NULL,
  threshold_mode TEXT NOT NULL CHECK (threshold_mode IN ('auto', 'fixed')),
  risk REAL NOT NULL,
  gallery_size INTEGER NOT NULL,
  liveness REAL,
  quality REAL NOT NULL,
  frames INTEGER NOT NULL,
  track INTEGER NOT NULL
) STRICT;
CREATE INDEX events_by_time ON events (at, outcome);
CREATE INDEX events_by_outcome ON events (outcome);

CREATE TABLE event_people (
  event INTEGER PRIMARY KEY REFERENCES events (seq),
  person TEXT NOT NULL,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX event_people_by_person ON event_people (person, event);

CREATE TABLE event_pictures (
  event INTEGER PRIMARY KEY REFERENCES events (seq),
  jpeg BLOB NOT NULL CHECK (length(jpeg) > 0)
) STRICT;

CREATE TRIGGER events_keep BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_stand BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_people_stand BEFORE UPDATE ON event_people
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_people_keep BEFORE DELETE ON event_people
WHEN EXISTS (SELECT 1 FROM people WHERE id = OLD.person)
BEGIN SELECT RAISE(ABORT, 'a name leaves the log only when its person is erased'); END;
CREATE TRIGGER event_pictures_stand BEFORE UPDATE ON event_pictures
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  -- Our own id of what was acted on, never a name: the audit outlives an erasure.
  subject TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER audit_keep BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_stand BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE models (
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  role TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (id, sha256)
) STRICT, WITHOUT ROWID;
`;
