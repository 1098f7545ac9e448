import { createStore } from 'zustand/vanilla';
import type { EventRow, Outcome } from '../../preload/contract/shapes';
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

function fits(event: EventRow, filter: LogFilter): boolean {
  return (
    (!filter.person || event.person?.id === filter.person) &&
    (!filter.day || localDay(event.at) === filter.day) &&
    (!filter.outcome || event.outcome === filter.outcome)
  );
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
    return {
      filter: noFilter,
      status: 'loading',
      fault: null,
      events: [],
      more: false,
      loadingMore: false,
      async setFilter(change) {
        set({ filter: { ...get().filter, ...change }, status: 'loading', events: [] });
        await get().load();
      },
      async load() {
        const asked = ++version;
        try {
          const { events, more } = await client.call('log.list', query());
          if (asked === version) set({ status: 'ready', fault: null, events, more });
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
          if (asked === version) set({ events: [...get().events, ...events], more });
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
  const reload = () => void store.getState().load();
  client.on('people.changed', reload); // a removal takes names and pictures out of old events
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') reload();
  });
  return store;
}
