import { createStore } from 'zustand/vanilla';
import type { AppCalls, CallInput } from '../../preload/contract/calls';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';
import type { PersonDetail } from './people';

type Changes = Omit<CallInput<AppCalls, 'people.update'>, 'id'>;

export interface PersonState {
  id: string | null;
  detail: PersonDetail | null;
  busy: boolean;
  fault: FaultData | null;
  open(id: string): Promise<void>;
  close(): void;
  /** Each answers whether it was done; `fault` says why not. */
  update(changes: Changes): Promise<boolean>;
  remove(): Promise<boolean>;
  removeTemplate(templateId: string): Promise<boolean>;
}

/** One person in the drawer, with the templates; follows what changes elsewhere. */
export function createPersonStore(client: Client) {
  const store = createStore<PersonState>()((set, get) => {
    const read = async (id: string) => {
      const detail = await client.call('people.get', { id });
      if (get().id === id) set({ detail, fault: null });
    };
    const change = async (work: (id: string) => Promise<unknown>): Promise<boolean> => {
      const { id } = get();
      if (!id) return false;
      set({ busy: true, fault: null });
      try {
        await work(id);
        return true;
      } catch (error) {
        set({ fault: faultOf(error) });
        return false;
      } finally {
        set({ busy: false });
      }
    };
    return {
      id: null,
      detail: null,
      busy: false,
      fault: null,
      async open(id) {
        set({ id, detail: null, fault: null });
        await change(read);
      },
      close: () => set({ id: null, detail: null, fault: null }),
      update: (changes) =>
        change(async (id) => {
          await client.call('people.update', { id, ...changes });
          await read(id);
        }),
      remove: () => change((id) => client.call('people.remove', { id })),
      removeTemplate: (templateId) =>
        change(async (id) => {
          await client.call('people.removeTemplate', { id, templateId });
          await read(id);
        }),
    };
  });

  client.on('people.changed', ({ id: changed }) => {
    const { id, busy, open } = store.getState();
    if (id && !busy && (changed === null || changed === id)) {
      client.call('people.get', { id }).then(
        (detail) => store.getState().id === id && store.setState({ detail }),
        () => void open(id), // gone: the drawer says so
      );
    }
  });
  return store;
}
