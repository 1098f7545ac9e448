import { createStore } from 'zustand/vanilla';
import type { PersonRow } from '../../preload/contract/shapes';
import type { Client } from './client';

export interface PortraitsState {
  people: ReadonlyMap<string, PersonRow>;
  /** Reads this person once; the answer appears in `people`. */
  want(id: string): void;
}

/** People as they were enrolled, to stand beside the live face; a handful, forgotten on change. */
export function createPortraitsStore(client: Client, keep = 50) {
  const asked = new Set<string>();
  const store = createStore<PortraitsState>()((set, get) => ({
    people: new Map(),
    want(id) {
      if (asked.has(id)) return;
      asked.add(id);
      client.call('people.get', { id }).then(
        ({ person }) => {
          const people = new Map(get().people).set(id, person);
          const oldest = people.size > keep ? people.keys().next().value : undefined;
          if (oldest !== undefined) {
            people.delete(oldest);
            asked.delete(oldest);
          }
          set({ people });
        },
        () => asked.delete(id), // gone meanwhile: the card shows the name alone
      );
    },
  }));
  client.on('people.changed', () => {
    asked.clear();
    store.setState({ people: new Map() });
  });
  return store;
}
