import { describe, expect, it } from 'vitest';
import { fakeClient, settle } from './testing/fakeClient';
import { eventRow, uuid } from './testing/rows';
import { createTodayStore } from './today';
import type { EventScore } from './whatIf';

const noon = new Date(2025, 5, 5, 12).getTime();
const score = (seq: number, at = noon): EventScore => ({
  seq,
  at,
  outcome: 'unknown',
  name: null,
  similarity: 0.3,
  secondBest: 0.1,
});
const setUp = (scores: EventScore[] = []) => {
  const fake = fakeClient({ 'log.scores': () => ({ scores, more: false }) });
  return { ...fake, store: createTodayStore(fake.client, () => noon) };
};

describe("today's figures", () => {
  it('are asked for from local midnight on', async () => {
    const { store, calls } = setUp([score(1)]);
    await store.getState().load();
    expect(calls[0]?.input).toMatchObject({ from: new Date(2025, 5, 5).getTime() });
    expect(store.getState().scores).toEqual([score(1)]);
  });

  it('grow with each event, and let go of yesterday', async () => {
    const { store, tell } = setUp([score(2), score(1, noon - 86_400_000)]);
    await store.getState().load();
    const person = { id: uuid(1), personId: '1', name: 'Ann' };
    const event = eventRow(3, { at: noon, person, outcome: 'known' });
    tell({ name: 'log.recorded', payload: { event } });
    tell({ name: 'log.recorded', payload: { event } });
    expect(store.getState().scores.map(({ seq, name }) => [seq, name])).toEqual([
      [3, 'Ann'],
      [2, null],
    ]);
  });

  it('leave verifications out, which hang on another threshold', async () => {
    const { store, tell } = setUp([score(1)]);
    await store.getState().load();
    const event = eventRow(2, { at: noon, kind: 'verification', reference: 'templates' });
    tell({ name: 'log.recorded', payload: { event } });
    expect(store.getState().scores).toEqual([score(1)]);
  });

  it('are read again when somebody was removed or the engine is back', async () => {
    const { called, tell } = setUp();
    tell({ name: 'people.changed', payload: { id: uuid(1) } });
    tell({ name: 'engine.state', payload: { state: 'ready', attempt: 0, error: null } });
    await settle();
    expect(called()).toEqual(['log.scores', 'log.scores']);
  });

  it('are none where they cannot be read', async () => {
    const { client } = fakeClient({});
    const store = createTodayStore(client);
    await store.getState().load();
    expect(store.getState().scores).toEqual([]);
  });
});
