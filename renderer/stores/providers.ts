import { createStore } from 'zustand/vanilla';
import type { ExecutionProvider, ProviderOverview } from '../../preload/contract/calls/engine';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

export interface ProvidersState {
  /** What is known of every provider; null while the engine does not run. */
  overview: ProviderOverview | null;
  /** The provider that failed at work under the eyes of this window, until that was read. */
  failed: ExecutionProvider | null;
  fault: FaultData | null;
  load(): Promise<void>;
  /** Has all of them tried again; the overview tells how it goes. */
  check(): Promise<void>;
  dismiss(): void;
}

/** Where the models run, what else there is, and the notice when a provider fails at work. */
export function createProvidersStore(client: Client) {
  const store = createStore<ProvidersState>()((set) => {
    const ask = async (call: 'engine.providers' | 'engine.checkProviders') => {
      try {
        set({ overview: await client.call(call, {}), fault: null });
      } catch (error) {
        set({ fault: faultOf(error) });
      }
    };
    return {
      overview: null,
      failed: null,
      fault: null,
      load: () => ask('engine.providers'),
      check: () => ask('engine.checkProviders'),
      dismiss: () => set({ failed: null }),
    };
  });

  client.on('engine.providers', (overview) => {
    const before = store.getState().overview;
    const failed = before && newlyFailed(before, overview);
    store.setState({ overview, ...(failed && { failed }) });
  });
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') void store.getState().load();
    else store.setState({ overview: null, fault: null });
  });
  return store;
}

/** The provider that ran before and is left alone now because it failed. */
function newlyFailed(before: ProviderOverview, now: ProviderOverview): ExecutionProvider | null {
  const failure = ({ trials }: ProviderOverview) =>
    trials.find(({ provider }) => provider === before.used)?.failure ?? null;
  return now.used !== before.used && failure(now) !== null && failure(before) === null
    ? before.used
    : null;
}
