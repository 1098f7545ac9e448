import { describe, expect, it } from 'vitest';
import type { VerifyState } from '../../preload/contract/calls/verify';
import { Fault } from '../../preload/contract/faults';
import { createIdPhotoStore } from './idPhoto';
import { fakeClient, settle, type Answers } from './testing/fakeClient';
import { uuid } from './testing/rows';
import { createVerifyStore } from './verify';

const session = (n: number, more: Partial<VerifyState> = {}): VerifyState => ({
  sessionId: uuid(n),
  reference: {
    kind: 'person',
    person: { id: uuid(1), personId: '1001', name: 'Ann Li' },
    picture: null,
  },
  risk: 0.001,
  comparisons: 3,
  threshold: 0.37,
  attempt: 1,
  guidance: null,
  progress: 0,
  verdict: null,
  ...more,
});

const open = (answers: Answers = {}) => {
  const fake = fakeClient({
    'verify.start': () => session(1),
    'verify.again': () => session(1, { attempt: 2 }),
    'verify.end': () => ({}),
    'verify.state': () => null,
    ...answers,
  });
  return { ...fake, store: createVerifyStore(fake.client) };
};

describe('the verify store', () => {
  it('starts with the ID as it was meant, and shows which it was', async () => {
    const { store, calls } = open();
    await store.getState().startPerson('  1001 ');
    expect(calls).toEqual([{ name: 'verify.start', input: { personId: '1001' } }]);
    expect(store.getState()).toMatchObject({ personId: '1001', busy: false });
    expect(store.getState().session?.sessionId).toBe(uuid(1));
  });

  it('asks nothing for an empty ID', async () => {
    const { store, calls } = open();
    await store.getState().startPerson('   ');
    expect(calls).toEqual([]);
  });

  it('says that nobody has the ID, and is ready for the next', async () => {
    const { store } = open({
      'verify.start': () => {
        throw new Fault('UNKNOWN_PERSON_ID', 'nobody', { personId: '7' });
      },
    });
    await store.getState().startPerson('7');
    expect(store.getState()).toMatchObject({ session: null, busy: false });
    expect(store.getState().fault?.code).toBe('UNKNOWN_PERSON_ID');
    store.getState().setPersonId('8');
    expect(store.getState().fault).toBeNull();
  });

  it('follows its own comparison and no other', async () => {
    const { store, tell } = open();
    await store.getState().startPerson('1001');
    tell({ name: 'verify.changed', payload: session(2, { progress: 0.9 }) });
    expect(store.getState().session?.progress).toBe(0);
    tell({ name: 'verify.changed', payload: session(1, { progress: 0.5 }) });
    expect(store.getState().session?.progress).toBe(0.5);
  });

  it('says so when the engine ended the comparison, and nothing when the operator did', async () => {
    const { store, tell } = open();
    await store.getState().startPerson('1001');
    tell({ name: 'verify.changed', payload: null });
    expect(store.getState()).toMatchObject({ session: null, fault: { code: 'VERIFY_NO_SESSION' } });
    await store.getState().startPerson('1001');
    await store.getState().next();
    tell({ name: 'verify.changed', payload: null });
    expect(store.getState()).toMatchObject({ session: null, fault: null, personId: '' });
  });

  it('drops a comparison that went with the engine', async () => {
    const { store, tell } = open();
    await store.getState().startPerson('1001');
    const state = { state: 'restarting', attempt: 1, error: null } as const;
    tell({ name: 'engine.state', payload: state });
    expect(store.getState().session).toBeNull();
  });

  it('takes up what the engine still holds', async () => {
    const { store } = open({ 'verify.state': () => session(3) });
    await store.getState().resume();
    expect(store.getState().session?.sessionId).toBe(uuid(3));
  });
});

describe('the ID photo', () => {
  const read = (faces: number) => ({
    photoId: uuid(9),
    faces: Array.from({ length: faces }, () => ({}) as never), // only counted here
    likely: faces - 1,
  });

  it('of a file is compared with at once; a snapshot waits for somebody to choose', async () => {
    const { client } = fakeClient({
      'verify.readPhoto': ({ from }) => read(from === 'file' ? 1 : 2),
    });
    const store = createIdPhotoStore(client);
    const bytes = Uint8Array.of(1);
    expect(await store.getState().read(bytes, 'file')).toEqual({ photoId: uuid(9), face: 0 });
    expect(await store.getState().read(bytes, 'snapshot')).toBeNull();
    expect(store.getState()).toMatchObject({ face: 1, busy: false });
    store.getState().choose(0);
    expect(store.getState().face).toBe(0);
  });

  it('that came later wins over one that is still being read', async () => {
    const answers: ((value: ReturnType<typeof read>) => void)[] = [];
    const { client } = fakeClient({
      'verify.readPhoto': () => new Promise((resolve) => answers.push(resolve)),
    });
    const store = createIdPhotoStore(client);
    const first = store.getState().read(Uint8Array.of(1), 'file');
    const second = store.getState().read(Uint8Array.of(2), 'file');
    await settle();
    answers[1]!({ ...read(1), photoId: uuid(2) });
    answers[0]!({ ...read(1), photoId: uuid(1) });
    expect(await first).toBeNull();
    expect(await second).toMatchObject({ photoId: uuid(2) });
    expect(store.getState().photo?.photoId).toBe(uuid(2));
  });

  it('without a face says why', async () => {
    const { client } = fakeClient({
      'verify.readPhoto': () => {
        throw new Fault('NO_FACE', 'none');
      },
    });
    const store = createIdPhotoStore(client);
    expect(await store.getState().read(Uint8Array.of(1), 'file')).toBeNull();
    expect(store.getState()).toMatchObject({
      photo: null,
      busy: false,
      fault: { code: 'NO_FACE' },
    });
    store.getState().clear();
    expect(store.getState().fault).toBeNull();
  });
});
