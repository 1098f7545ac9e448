import type { EventRow, Outcome } from '../../../preload/contract/shapes';
import type { Store } from '../store/store';

export interface LogQuery {
  /** `people.id`. */
  person?: string | undefined;
  /** YYYY-MM-DD by the station's own clock. */
  day?: string | undefined;
  outcome?: Outcome | undefined;
  /** Only rows below this `seq`. */
  before?: number | undefined;
  limit: number;
}

/** A page of the log, newest first; `more` says whether older rows match. Throws Fault DB_CORRUPT, DISK. */
export function listLog(
  { store }: { store: Store },
  { day, ...filter }: LogQuery,
): { events: EventRow[]; more: boolean } {
  return store.events.list(day === undefined ? filter : { ...filter, ...localDay(day) });
}

/**
 * A local day as wall-clock times, from inclusive, to exclusive: from its first moment to the next
 * day's, so 23 or 25 hours where the clock is changed.
 */
export function localDay(day: string): { from: number; to: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return {
    from: new Date(year, month - 1, date).getTime(),
    to: new Date(year, month - 1, date + 1).getTime(),
  };
}
