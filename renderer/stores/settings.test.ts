import { describe, expect, it } from 'vitest';
import type { Settings } from '../../preload/contract/calls/settings';
import { Fault } from '../../preload/contract/faults';
import { createSettingsStore } from './settings';
import { fakeClient } from './testing/fakeClient';
import { settings } from './testing/rows';

function stored() {
  let kept = settings();
  const fake = fakeClient({
    'settings.get': () => kept,
    'settings.update': (patch) => {
      if (patch.threads === 64) throw new Fault('DISK', 'full');
      kept = { ...kept, ...(patch as Partial<Settings>) }; // no undefined in these tests
      return kept;
    },
  });
  return { ...fake, store: createSettingsStore(fake.client) };
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the settings', () => {
  it('show a change at once and store a drag once', async () => {
    const { store, calls } = stored();
    await store.getState().load();
    for (const threshold of [0.4, 0.5, 0.6]) {
      store.getState().updateSoon({ thresholdMode: 'fixed', threshold }, 5);
    }
    expect(store.getState().settings).toMatchObject({ thresholdMode: 'fixed', threshold: 0.6 });
    await pause(20);
    expect(calls.slice(1)).toEqual([
      { name: 'settings.update', input: { thresholdMode: 'fixed', threshold: 0.6 } },
    ]);
  });

  it('go back to what is stored when storing fails', async () => {
    const { store } = stored();
    await store.getState().load();
    await store.getState().update({ threads: 64 });
    expect(store.getState()).toMatchObject({ settings: { threads: 2 }, fault: { code: 'DISK' } });
  });

  it('do not jump back under the hand when an older change is confirmed', async () => {
    const { store, tell } = stored();
    await store.getState().load();
    store.getState().updateSoon({ threshold: 0.7 }, 50);
    tell({ name: 'settings.changed', payload: settings({ threshold: 0.5 }) });
    expect(store.getState().settings?.threshold).toBe(0.7);
    await pause(70);
    expect(store.getState().settings?.threshold).toBe(0.7);
  });

  it('are read again when the engine is ready', async () => {
    const { store, tell } = stored();
    tell({ name: 'engine.state', payload: { state: 'ready', attempt: 0, error: null } });
    await pause(1);
    expect(store.getState().settings).toEqual(settings());
  });
});
