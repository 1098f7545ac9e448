import { createStore } from 'zustand/vanilla';
import type { PersonRow, TemplateCard } from '../../preload/contract/shapes';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

export const PAGE = 100;

export interface PersonDetail {
  person: PersonRow;
  templates: TemplateCard[];
}

export interface PeopleState {
  search: string;
  status: 'loading' | 'ready' | 'failed';
  fault: FaultData | null;
  total: number;
  /** By position in the list; a position that has not been read yet is absent. */
  rows: ReadonlyMap<number, PersonRow>;
  setSearch(search: string): void;
  /** Reads the pages that cover these positions, if they are not there yet. */
  show(first: number, last: number): void;
  reload(): Promise<void>;
}

/**
 * The list of people, read in pages as it scrolls, searched on the engine's side. An answer to a
 * search that is no longer on screen is dropped.
 */
export function createPeopleStore(client: Client, waitMs = 120) {
  let version = 0;
  let shown = -1;
  let pages = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<PeopleState>()((set, get) => {
    const read = async (page: number) => {
      pages.add(page);
      const asked = version;
      try {
        const { total, people } = await client.call('people.list', {
          search: get().search.trim(),
          offset: page * PAGE,
          limit: PAGE,
        });
        if (asked !== version) return;
        // The old rows stay on screen until the first page of the new answer is here.
        const rows = new Map(shown === asked ? get().rows : []);
        shown = asked;
        for (const [i, person] of people.entries()) rows.set(page * PAGE + i, person);
        set({ status: 'ready', fault: null, total, rows });
      } catch (error) {
        if (asked !== version) return;
        pages.delete(page);
        set({ status: 'failed', fault: faultOf(error) });
      }
    };
    return {
      search: '',
      status: 'loading',
      fault: null,
      total: 0,
      rows: new Map(),
      setSearch(search) {
        set({ search });
        clearTimeout(timer);
        timer = setTimeout(() => void get().reload(), waitMs);
      },
      show(first, last) {
        for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
          if (!pages.has(page)) void read(page);
        }
      },
      async reload() {
        version++;
        pages = new Set();
        await read(0);
      },
    };
  });

  client.on('people.changed', () => void store.getState().reload());
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') void store.getState().reload();
  });
  return store;
}
