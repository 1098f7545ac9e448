import { describe, expect, it } from 'vitest';
import type { EngineState, ShellInfo } from '../../preload/contract/calls/shell';
import { faultOf } from './client';
import { createNavigationStore, parseHash } from './navigation';
import { createPersonStore } from './person';
import { createPortraitsStore } from './portraits';
import { createShellStore } from './shell';
import { fakeClient, settle } from './testing/fakeClient';
import { personRow } from './testing/rows';

const ready: EngineState = { state: 'ready', attempt: 0, error: null };
const info: ShellInfo = {
  version: '0.1.0',
  electron: '45',
  chrome: '146',
  platform: 'linux',
  demo: false,
  dataDir: '/data',
  key: 'keychain',
  engine: { state: 'starting', attempt: 0, error: null },
};

describe('the shell', () => {
  it('is read again when the engine comes up, since it may sit on another database', async () => {
    let demo = false;
    const { client, tell, called } = fakeClient({ 'shell.info': () => ({ ...info, demo }) });
    const store = createShellStore(client);
    await store.getState().load();
    demo = true;
    tell({ name: 'engine.state', payload: ready });
    await settle();
    expect(store.getState().info?.demo).toBe(true);
    expect(called().filter((name) => name === 'shell.info')).toHaveLength(2);
  });

  it('forgets what a stopped engine said of itself', async () => {
    const { client, tell } = fakeClient({});
    const store = createShellStore(client);
    store.setState({ status: {} as never }); // its content does not matter here
    tell({ name: 'engine.state', payload: { state: 'restarting', attempt: 1, error: null } });
    expect(store.getState()).toMatchObject({ status: null, engine: { attempt: 1 } });
  });

  it('keeps the fault of a restart that was refused, and is idle again', async () => {
    const { getState } = createShellStore(fakeClient({}).client);
    await getState().restartEngine();
    expect(getState()).toMatchObject({ busy: null, fault: { code: 'UNKNOWN_CALL' } });
  });
});

describe('a rejected call', () => {
  it('keeps its code and detail', () => {
    const thrown = Object.assign(new Error('m'), { code: 'DISK', detail: { free: 0 } });
    expect(faultOf(thrown)).toEqual({ code: 'DISK', message: 'm', detail: { free: 0 } });
  });

  it('is INTERNAL when its code is none of ours', () => {
    expect(faultOf(Object.assign(new Error('m'), { code: 'ENOENT' })).code).toBe('INTERNAL');
    expect(faultOf('text')).toEqual({ code: 'INTERNAL', message: 'text' });
  });
});

describe('where the window is', () => {
  it('is kept in the address', () => {
    const location = { hash: '' };
    const { getState } = createNavigationStore(location);
    getState().go('people', 'abc');
    expect(location.hash).toBe('#/people/abc');
    expect(parseHash(location.hash)).toEqual({ screen: 'people', person: 'abc' });
  });

  it('is the live screen for an address that means nothing', () => {
    expect(parseHash('#/nowhere')).toEqual({ screen: 'live', person: null });
    expect(parseHash('')).toEqual({ screen: 'live', person: null });
  });
});

describe('one person', () => {
  it('says why a change was refused and stays as it was', async () => {
    const { client } = fakeClient({
      'people.get': () => ({ person: personRow(1), templates: [] }),
    });
    const { getState } = createPersonStore(client);
    await getState().open(personRow(1).id);
    expect(await getState().update({ name: 'New' })).toBe(false);
    expect(getState()).toMatchObject({
      fault: { code: 'UNKNOWN_CALL' },
      detail: { person: { name: 'Person 1' } },
    });
  });

  it('is read once for the live card, and again after a change', async () => {
    const { client, tell, called } = fakeClient({
      'people.get': () => ({ person: personRow(1), templates: [] }),
    });
    const { getState } = createPortraitsStore(client);
    getState().want('a');
    getState().want('a');
    await settle();
    expect(called()).toHaveLength(1);
    tell({ name: 'people.changed', payload: { id: 'a' } });
    expect(getState().people.size).toBe(0);
    getState().want('a');
    await settle();
    expect(getState().people.get('a')?.name).toBe('Person 1');
  });
});
