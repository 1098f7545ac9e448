import type {
  EventKind,
  EventReference,
  EventRow,
  Outcome,
} from '../../../preload/contract/shapes';
import type { Sql } from './sql';

/** A decision as it is to be written down; the store adds the number and the person's name of today. */
export interface NewEventRow {
  id: string;
  /** The same key recorded twice is one event. */
  idempotencyKey: string;
  at: number;
  /** Milliseconds of a clock that is never set, from the engine's start. */
  monotonicMs: number;
  station: string;
  trackId: number;
  kind: EventKind;
  /** What a verification compared with; null for an identification. */
  reference: EventReference | null;
  outcome: Outcome;
  /** `people.id`; for a spoof whom the face resembles, if anyone; for a verification who was claimed. */
  personId: string | null;
  similarity: number | null;
  secondBest: number | null;
  threshold: number;
  thresholdMode: 'auto' | 'fixed';
  risk: number;
  gallerySize: number;
  liveness: number | null;
  quality: number;
  frames: number;
  thumbnail: Uint8Array | null;
}

export interface EventFilter {
  /** `people.id`. */
  person?: string | undefined;
  outcome?: Outcome | undefined;
  /** Wall clock, from inclusive, to exclusive. */
  from?: number | undefined;
  to?: number | undefined;
  /** Only rows below this `seq`. */
  before?: number | undefined;
  limit: number;
}

/** What an event was decided on. */
export type EventScore = Pick<EventRow, 'seq' | 'at' | 'outcome' | 'similarity' | 'secondBest'> & {
  name: string | null;
};

interface FlatRow extends Omit<EventRow, 'person'> {
  pid: string | null;
  pPersonId: string | null;
  pName: string | null;
}

const columns = /* sql */ `
  SELECT e.seq, e.id, e.at, e.kind, e.reference, e.outcome, n.person AS pid, n.person_id AS pPersonId, n.name AS pName,
    e.similarity, e.second_best AS secondBest, e.threshold, e.gallery_size AS gallerySize,
    e.liveness, e.quality, e.frames, e.station, k.jpeg AS thumbnail`;
const besides = /* sql */ `
  LEFT JOIN event_people n ON n.event = e.seq LEFT JOIN event_pictures k ON k.event = e.seq`;
const newestFirst = 'AND e.seq < @before ORDER BY e.seq DESC LIMIT @limit';
const inTime = 'e.at >= @from AND e.at < @to';
const withOutcome = '(@outcome IS NULL OR e.outcome = @outcome)';

/** The append-only log. Every method throws Fault DB_CORRUPT or DISK where the file fails. */
export function eventsTable(sql: Sql, runId: string) {
  const insert = sql.query(/* sql */ `
    INSERT INTO events (id, idempotency_key, at, monotonic_ms, run_id, station, kind, reference,
      outcome, similarity,
      second_best, threshold, threshold_mode, risk, gallery_size, liveness, quality, frames, track)
    VALUES (@id, @idempotencyKey, @at, @monotonicMs, @runId, @station, @kind, @reference,
      @outcome, @similarity,
      @secondBest, @threshold, @thresholdMode, @risk, @gallerySize, @liveness, @quality, @frames,
      @trackId)`);
  const insertName = sql.query(/* sql */ `
    INSERT INTO event_people (event, person, person_id, name)
    SELECT e.seq, p.id, p.person_id, p.name FROM events e JOIN people p ON p.id = @personId
    WHERE e.idempotency_key = @idempotencyKey`);
  const insertPicture = sql.query(/* sql */ `
    INSERT INTO event_pictures (event, jpeg)
    SELECT seq, @thumbnail FROM events WHERE idempotency_key = @idempotencyKey`);
  const byKey = sql.query<FlatRow>(
    `${columns} FROM events e ${besides} WHERE e.idempotency_key = @idempotencyKey`,
  );
  const lastKnown = sql.query<{ at: number }>(/* sql */ `
    SELECT e.at FROM event_people n JOIN events e ON e.seq = n.event
    WHERE n.person = @personId AND e.outcome = 'known' ORDER BY n.event DESC LIMIT 1`);
  const lastVerified = sql.query<{ at: number }>(/* sql */ `
    SELECT e.at FROM event_people n JOIN events e ON e.seq = n.event
    WHERE n.person = @personId AND e.kind = 'verification' AND e.outcome = 'known'
    ORDER BY n.event DESC LIMIT 1`);
  // One statement for each index that may lead; INDEXED BY and CROSS JOIN keep SQLite to it.
  const listAll = sql.query<FlatRow>(
    `${columns} FROM events e ${besides} WHERE true ${newestFirst}`,
  );
  // The page is cut out of the index first, so that a busy day's pictures are not sorted.
  const listByTime = sql.query<FlatRow>(
    `WITH page AS (SELECT e.seq AS at_seq FROM events e INDEXED BY events_by_time
       WHERE ${inTime} AND ${withOutcome} ${newestFirst})
     ${columns} FROM page JOIN events e ON e.seq = page.at_seq ${besides} ORDER BY e.seq DESC`,
  );
  const listByOutcome = sql.query<FlatRow>(
    `${columns} FROM events e INDEXED BY events_by_outcome ${besides}
     WHERE e.outcome = @outcome ${newestFirst}`,
  );
  const listByPerson = sql.query<FlatRow>(
    `${columns} FROM event_people n CROSS JOIN events e ON e.seq = n.event
     LEFT JOIN event_pictures k ON k.event = e.seq
     WHERE n.person = @person AND n.event < @before AND ${inTime} AND ${withOutcome}
     ORDER BY n.event DESC LIMIT @limit`,
  );
  const scoresInTime = sql.query<EventScore>(/* sql */ `
    SELECT e.seq, e.at, e.outcome, n.name, e.similarity, e.second_best AS secondBest
    FROM events e INDEXED BY events_by_time LEFT JOIN event_people n ON n.event = e.seq
    WHERE ${inTime} AND e.kind = 'identification' ORDER BY e.seq DESC LIMIT @limit`);
  const count = sql.query<{ n: number }>('SELECT count(*) AS n FROM events');

  const select = (filter: EventFilter, limit: number): FlatRow[] => {
    const { person, outcome = null } = filter;
    const before = filter.before ?? Number.MAX_SAFE_INTEGER;
    const time = { from: filter.from ?? 0, to: filter.to ?? Number.MAX_SAFE_INTEGER };
    if (person !== undefined) return listByPerson.all({ person, outcome, before, limit, ...time });
    if (filter.from !== undefined || filter.to !== undefined) {
      return listByTime.all({ outcome, before, limit, ...time });
    }
    if (outcome !== null) return listByOutcome.all({ outcome, before, limit });
    return listAll.all({ before, limit });
  };

  return {
    /**
     * Returns once the event is on disk. A key that was recorded before changes nothing: the first
     * event comes back, `duplicate` set. Someone erased in the meantime is recorded as nobody.
     */
    record(event: NewEventRow): { event: EventRow; duplicate: boolean } {
      const { personId, thumbnail, ...rest } = event;
      const { idempotencyKey } = event;
      return sql.transaction(() => {
        const first = byKey.get({ idempotencyKey });
        if (first) return { event: toEvent(first), duplicate: true };
        insert.run({ ...rest, at: Math.round(event.at), runId });
        if (personId !== null) insertName.run({ personId, idempotencyKey });
        if (thumbnail) insertPicture.run({ thumbnail, idempotencyKey });
        const row = byKey.get({ idempotencyKey });
        if (!row) throw new Error('an event that was just written is not there');
        return { event: toEvent(row), duplicate: false };
      });
    },
    /** Wall-clock time of the person's newest `known` event, or null. */
    lastKnownAt: (personId: string): number | null => lastKnown.get({ personId })?.at ?? null,
    /** Wall-clock time of the newest verification that confirmed this person, or null. */
    lastVerifiedAt: (personId: string): number | null => lastVerified.get({ personId })?.at ?? null,
    /** Newest first; `more` says whether older ones match. */
    list(filter: EventFilter): { events: EventRow[]; more: boolean } {
      const rows = select(filter, filter.limit + 1);
      return {
        events: rows.slice(0, filter.limit).map(toEvent),
        more: rows.length > filter.limit,
      };
    },
    /** The figures alone, newest first; `more` says whether older ones lie in that time too. */
    scores(range: { from: number; to: number; limit: number }): {
      scores: EventScore[];
      more: boolean;
    } {
      const rows = scoresInTime.all({ ...range, limit: range.limit + 1 });
      return { scores: rows.slice(0, range.limit), more: rows.length > range.limit };
    },
    count: (): number => count.get()?.n ?? 0,
  };
}
export type EventsTable = ReturnType<typeof eventsTable>;

function toEvent({ pid, pPersonId, pName, ...row }: FlatRow): EventRow {
  const named = pid !== null && pPersonId !== null && pName !== null;
  return { ...row, person: named ? { id: pid, personId: pPersonId, name: pName } : null };
}
