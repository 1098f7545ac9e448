import { describe, expect, it } from 'vitest';
import { createLogStore, localDay, timeline } from './log';
import { fakeClient, settle } from './testing/fakeClient';
import { eventRow, thresholdChange, uuid } from './testing/rows';

const all = Array.from({ length: 120 }, (_, i) => eventRow(120 - i));

function logOf(events = all) {
  return fakeClient({
    'log.list': ({ before = Infinity, limit = 50, outcome }) => {
      const match = events.filter((e) => e.seq < before && (!outcome || e.outcome === outcome));
      return { events: match.slice(0, limit), more: match.length > limit };
    },
  });
}

describe('the log', () => {
  it('continues below the oldest row until the beginning', async () => {
    const { getState } = createLogStore(logOf().client);
    await getState().load();
    await getState().loadMore();
    await getState().loadMore();
    expect(getState().events.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq));
    expect(getState().more).toBe(false);
  });

  it('puts a new event on top, once', async () => {
    const { client, tell } = logOf();
    const { getState } = createLogStore(client);
    await getState().load();
    tell({ name: 'log.recorded', payload: { event: eventRow(121) } });
    tell({ name: 'log.recorded', payload: { event: eventRow(121) } });
    expect(
      getState()
        .events.slice(0, 2)
        .map(({ seq }) => seq),
    ).toEqual([121, 120]);
  });

  it('leaves out a new event that the filter does not want', async () => {
    const { client, tell } = logOf();
    const { getState } = createLogStore(client);
    await getState().setFilter({ outcome: 'known', day: '2025-06-05' });
    tell({ name: 'log.recorded', payload: { event: eventRow(121) } });
    const person = { id: uuid(1), personId: '1', name: 'Ann' };
    const known = { outcome: 'known' as const, person };
    const tomorrow = new Date(2025, 5, 6).getTime();
    tell({ name: 'log.recorded', payload: { event: eventRow(122, { ...known, at: tomorrow }) } });
    tell({ name: 'log.recorded', payload: { event: eventRow(123, known) } });
    expect(getState().events.map(({ seq }) => seq)).toEqual([123]);
  });

  it('shows the thresholds of its own time among the events, newest first', async () => {
    const { client, calls, tell } = fakeClient({
      'log.list': ({ before = Infinity, limit = 50 }) => {
        const match = all.filter(({ seq }) => seq < before);
        return { events: match.slice(0, limit), more: match.length > limit };
      },
      'log.thresholdChanges': () => ({ changes: [thresholdChange(1, eventRow(100).at + 0.5)] }),
    });
    const { getState } = createLogStore(client);
    await getState().load();
    expect(calls.at(-1)?.input).toMatchObject({ from: eventRow(71).at });
    tell({ name: 'threshold.changed', payload: { change: thresholdChange(2, eventRow(200).at) } });
    const seen = timeline(getState()).map((row) => ('outcome' in row ? row.seq : -row.seq));
    expect(seen.slice(0, 2)).toEqual([-2, 120]);
    expect(seen.slice(20, 23)).toEqual([101, -1, 100]);
  });

  it('leaves thresholds out where people or outcomes are picked', async () => {
    const { client, called, tell } = logOf();
    const { getState } = createLogStore(client);
    await getState().setFilter({ outcome: 'known' });
    tell({ name: 'threshold.changed', payload: { change: thresholdChange(1, 0) } });
    expect(called()).toEqual(['log.list']);
    expect(getState().changes).toEqual([]);
  });

  it('keeps a short list short', async () => {
    const { client, tell } = logOf();
    const { getState } = createLogStore(client, { limit: 3, keep: 3 });
    await getState().load();
    tell({ name: 'log.recorded', payload: { event: eventRow(121) } });
    expect(getState().events.map(({ seq }) => seq)).toEqual([121, 120, 119]);
  });

  it('reads anew after a person was erased and after the engine came back', async () => {
    const { client, tell, calls } = logOf();
    createLogStore(client);
    tell({ name: 'people.changed', payload: { id: uuid(1) } });
    tell({ name: 'engine.state', payload: { state: 'ready', attempt: 0, error: null } });
    await settle();
    expect(calls.filter(({ name }) => name === 'log.list')).toHaveLength(2);
  });

  it("counts days on this computer's own clock", () => {
    expect(localDay(new Date(2025, 0, 9, 23, 59, 59).getTime())).toBe('2025-01-09');
    expect(localDay(new Date(2025, 0, 10).getTime())).toBe('2025-01-10');
  });
});
