import { createStore } from 'zustand/vanilla';
import type { WorkingPoint } from '../../preload/contract/calls/engine';
import type { AppCalls, CallOutput } from '../../preload/contract/calls';
import type { Client } from './client';

export type RiskScale = CallOutput<AppCalls, 'engine.riskScale'>;
export type ScoreCurves = CallOutput<AppCalls, 'engine.scoreCurves'>;

export interface RiskState {
  /** What the threshold means at today's gallery size; null while the engine does not run. */
  point: WorkingPoint | null;
  curves: ScoreCurves | null;
  /** The same for every other threshold, so that dragging need not ask. */
  scale: RiskScale | null;
  load(): Promise<void>;
}

/** The working point and the distributions behind the slider; follows settings, gallery and the site's scores. */
export function createRiskStore(client: Client) {
  let asked = 0;
  const store = createStore<RiskState>()((set) => ({
    point: null,
    curves: null,
    scale: null,
    async load() {
      const mine = ++asked;
      try {
        const [point, curves, scale] = await Promise.all([
          client.call('engine.workingPoint', {}),
          client.call('engine.scoreCurves', {}),
          client.call('engine.riskScale', {}),
        ]);
        if (mine === asked) set({ point, curves, scale });
      } catch {
        if (mine === asked) set({ point: null }); // the engine's state says why
      }
    },
  }));

  const reload = () => void store.getState().load();
  client.on('settings.changed', reload);
  client.on('people.changed', reload);
  client.on('threshold.changed', reload); // the site's own scores come in after the people
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') reload();
    else store.setState({ point: null });
  });
  return store;
}
