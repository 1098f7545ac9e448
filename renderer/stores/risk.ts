import { createStore } from 'zustand/vanilla';
import type { WorkingPoint } from '../../preload/contract/calls/engine';
import type { AppCalls, CallOutput } from '../../preload/contract/calls';
import type { Client } from './client';

export type ScoreCurves = CallOutput<AppCalls, 'engine.scoreCurves'>;

export interface RiskState {
  /** What the threshold means at today's gallery size; null while the engine does not run. */
  point: WorkingPoint | null;
  curves: ScoreCurves | null;
  load(): Promise<void>;
}

/** The working point and the distributions behind the slider; follows settings and gallery. */
export function createRiskStore(client: Client) {
  let asked = 0;
  const store = createStore<RiskState>()((set, get) => ({
    point: null,
    curves: null,
    async load() {
      const mine = ++asked;
      try {
        const point = await client.call('engine.workingPoint', {});
        const curves = get().curves ?? (await client.call('engine.scoreCurves', {}));
        if (mine === asked) set({ point, curves });
      } catch {
        if (mine === asked) set({ point: null }); // the engine's state says why
      }
    },
  }));

  const reload = () => void store.getState().load();
  client.on('settings.changed', reload);
  client.on('people.changed', reload);
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') reload();
    else store.setState({ point: null });
  });
  return store;
}
