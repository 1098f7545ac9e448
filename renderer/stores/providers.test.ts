import { expect, it } from 'vitest';
import type { ProviderOverview, ProviderTrial } from '../../preload/contract/calls/engine';
import { createProvidersStore } from './providers';
import { fakeClient, settle } from './testing/fakeClient';

const trial = (failure: ProviderTrial['failure'] = null): ProviderTrial => ({
  provider: 'webgpu',
  state: 'right',
  note: '',
  models: [],
  ms: 4,
  cpuMs: 40,
  failure,
});
const running: ProviderOverview = {
  wanted: 'auto',
  used: 'webgpu',
  reason: 'fastest',
  checking: null,
  checkedAt: 1000,
  trials: [trial()],
};
const lost = { at: 2000, message: 'device lost' };
const onCpu: ProviderOverview = {
  ...running,
  used: 'cpu',
  reason: 'noneRight',
  trials: [trial(lost)],
};
const ready = { state: 'ready', attempt: 0, error: null } as const;

async function started(overview: ProviderOverview) {
  const side = fakeClient({
    'engine.providers': () => overview,
    'engine.checkProviders': () => ({
      ...overview,
      checking: { provider: 'webgpu', done: 0, of: 2 },
    }),
  });
  const store = createProvidersStore(side.client);
  side.tell({ name: 'engine.state', payload: ready });
  await settle();
  return { ...side, store };
}

it('is read when the engine is ready and gone when it is not', async () => {
  const { store, tell } = await started(running);
  expect(store.getState().overview).toEqual(running);
  tell({ name: 'engine.state', payload: { ...ready, state: 'restarting' } });
  expect(store.getState().overview).toBeNull();
});

it('gives notice when the provider in use fails, until it was read', async () => {
  const { store, tell } = await started(running);
  tell({ name: 'engine.providers', payload: onCpu });
  expect(store.getState().failed).toBe('webgpu');
  tell({ name: 'engine.providers', payload: { ...onCpu, checkedAt: 3000 } });
  store.getState().dismiss();
  expect(store.getState()).toMatchObject({ failed: null, overview: { used: 'cpu' } });
});

it('says nothing of a failure that was there at the start, nor of a move that was asked for', async () => {
  const { store, tell } = await started(onCpu);
  tell({ name: 'engine.providers', payload: { ...onCpu, wanted: 'cpu', reason: 'set' } });
  expect(store.getState().failed).toBeNull();
  const other = await started(running);
  other.tell({ name: 'engine.providers', payload: { ...running, used: 'cpu', wanted: 'cpu' } });
  expect(other.store.getState().failed).toBeNull();
});

it('shows the check under way as soon as it was asked for', async () => {
  const { store } = await started(running);
  await store.getState().check();
  expect(store.getState().overview?.checking).toEqual({ provider: 'webgpu', done: 0, of: 2 });
});
