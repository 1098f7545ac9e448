import { createStore } from 'zustand/vanilla';
import type { EventRow, Outcome, ThresholdChange } from '../../preload/contract/shapes';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

export interface LogFilter {
  person: string | null;
  /** YYYY-MM-DD of the station's own clock. */
  day: string | null;
  outcome: Outcome | null;
}

export interface LogState {
  filter: LogFilter;
  status: 'loading' | 'ready' | 'failed';
  fault: FaultData | null;
  /** Newest first. */
  events: EventRow[];
  /** Thresholds that came into force in the time of `events`; none where a filter picks people. */
  changes: ThresholdChange[];
  more: boolean;
  loadingMore: boolean;
  setFilter(change: Partial<LogFilter>): Promise<void>;
  load(): Promise<void>;
  loadMore(): Promise<void>;
}

/** The day of a time on this computer's clock, YYYY-MM-DD. */
export function localDay(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A day of this computer's clock, from its first moment to the next day's. */
function dayOf(day: string): { from: number; to: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return {
    from: new Date(year, month - 1, date).getTime(),
    to: new Date(year, month - 1, date + 1).getTime(),
  };
}

function fits(event: EventRow, filter: LogFilter): boolean {
  return (
    (!filter.person || event.person?.id === filter.person) &&
    (!filter.day || localDay(event.at) === filter.day) &&
    (!filter.outcome || event.outcome === filter.outcome)
  );
}

/** Events and threshold changes in one list, newest first. */
export function timeline({
  events,
  changes,
}: Pick<LogState, 'events' | 'changes'>): (EventRow | ThresholdChange)[] {
  return [...events, ...changes].sort((a, b) => b.at - a.at);
}

export const noFilter: LogFilter = { person: null, day: null, outcome: null };

/**
 * The log, newest first. New events join at the top where they fit the filter; older ones are read
 * on demand. `keep` bounds a list that only ever shows the newest.
 */
export function createLogStore(client: Client, { limit = 50, keep = Infinity } = {}) {
  let version = 0;
  const store = createStore<LogState>()((set, get) => {
    const query = () => {
      const { person, day, outcome } = get().filter;
      return {
        ...(person && { person }),
        ...(day && { day }),
        ...(outcome && { outcome }),
        limit,
      };
    };
    /** The changes of the time that is listed. Without them the events are still worth showing. */
    const loadChanges = async (mine: number) => {
      const { filter, events, more } = get();
      if (keep < Infinity || filter.person || filter.outcome) return set({ changes: [] });
      const day = filter.day === null ? { from: 0 } : dayOf(filter.day);
      const from = more ? (events.at(-1)?.at ?? day.from) : day.from;
      const { changes } = await client
        .call('log.thresholdChanges', { ...day, from })
        .catch(() => ({ changes: [] }));
      if (mine === version) set({ changes });
    };
    return {
      filter: noFilter,
      status: 'loading',
      fault: null,
      events: [],
      changes: [],
      more: false,
      loadingMore: false,
      async setFilter(change) {
        set({ filter: { ...get().filter, ...change }, status: 'loading', events: [], changes: [] });
        await get().load();
      },
      async load() {
        const asked = ++version;
        try {
          const { events, more } = await client.call('log.list', query());
          if (asked !== version) return;
          set({ status: 'ready', fault: null, events, more });
          await loadChanges(asked);
        } catch (error) {
          if (asked === version) set({ status: 'failed', fault: faultOf(error) });
        }
      },
      async loadMore() {
        const last = get().events.at(-1);
        if (!last || get().loadingMore) return;
        const asked = version;
        set({ loadingMore: true });
        try {
          const { events, more } = await client.call('log.list', { ...query(), before: last.seq });
          if (asked !== version) return;
          set({ events: [...get().events, ...events], more });
          await loadChanges(asked);
        } catch (error) {
          if (asked === version) set({ fault: faultOf(error) });
        } finally {
          set({ loadingMore: false });
        }
      },
    };
  });

  client.on('log.recorded', ({ event }) => {
    const { events, filter } = store.getState();
    if (!fits(event, filter) || events.some((known) => known.seq === event.seq)) return;
    store.setState({ events: [event, ...events].slice(0, keep) });
  });
  client.on('threshold.changed', ({ change }) => {
    const { changes, filter } = store.getState();
    if (keep < Infinity || filter.person || filter.outcome) return;
    if (filter.day && localDay(change.at) !== filter.day) return;
    store.setState({ changes: [change, ...changes] });
  });
  const reload = () => void store.getState().load();
  client.on('people.changed', reload); // a removal takes names and pictures out of old events
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') reload();
  });
  return store;
}
