import { createStore } from 'zustand/vanilla';
import type { Client } from './client';
import type { EventScore } from './whatIf';

export interface TodayState {
  /** What today's events were decided on, newest first; empty until read. */
  scores: EventScore[];
  load(): Promise<void>;
}

const startOfToday = (now: number) => new Date(now).setHours(0, 0, 0, 0);
/** Enough for a busy door's day; what is older is left out of the preview. */
const LIMIT = 5_000;

/** The figures of today's events by this computer's clock, kept up to date as events come in. */
export function createTodayStore(client: Client, now: () => number = Date.now) {
  let asked = 0;
  const store = createStore<TodayState>()((set) => ({
    scores: [],
    async load() {
      const mine = ++asked;
      try {
        const { scores } = await client.call('log.scores', {
          from: startOfToday(now()),
          limit: LIMIT,
        });
        if (mine === asked) set({ scores });
      } catch {
        if (mine === asked) set({ scores: [] }); // the engine's state says why
      }
    },
  }));

  client.on('log.recorded', ({ event }) => {
    if (event.kind !== 'identification') return; // 1:1 has a threshold of its own
    const { seq, at, outcome, similarity, secondBest, person } = event;
    const from = startOfToday(now());
    const kept = store.getState().scores.filter((score) => score.at >= from && score.seq !== seq);
    const score = { seq, at, outcome, similarity, secondBest, name: person?.name ?? null };
    store.setState({ scores: [score, ...kept].slice(0, LIMIT) });
  });
  const reload = () => void store.getState().load();
  client.on('people.changed', reload); // a removal takes names out of old events
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') reload();
  });
  return store;
}
