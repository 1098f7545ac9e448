import { describe, expect, it } from 'vitest';
import { Fault } from '../../preload/contract/faults';
import { createEnrolStore } from './enrol';
import { type Answers, fakeClient, settle } from './testing/fakeClient';
import { personRow, session, uuid } from './testing/rows';

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

function enrolment(answers: Answers = {}) {
  const fake = fakeClient({
    'enrol.start': () => session(0),
    'enrol.checkPersonId': ({ personId }) => ({
      takenBy: personId === '1001' ? { id: uuid(1), name: 'Ann Li' } : null,
    }),
    'enrol.cancel': () => ({}),
    ...answers,
  });
  return { ...fake, store: createEnrolStore(fake.client, 1) };
}

describe('an enrolment', () => {
  it('says who has the ID while it is typed', async () => {
    const { store } = enrolment();
    store.getState().setIdentity({ personId: ' 1001 ' });
    expect(store.getState().idCheck.state).toBe('checking');
    await pause();
    expect(store.getState().idCheck).toEqual({
      state: 'taken',
      by: { id: uuid(1), name: 'Ann Li' },
    });
    store.getState().setIdentity({ personId: '1002' });
    await pause();
    expect(store.getState().idCheck).toEqual({ state: 'free' });
  });

  it('sends the identity without the spaces around it', async () => {
    const { store, calls } = enrolment();
    store.getState().setIdentity({ personId: ' 7 ', name: ' Ann Li ', group: ' ' });
    await store.getState().start();
    expect(calls[0]).toEqual({
      name: 'enrol.start',
      input: { personId: '7', name: 'Ann Li', group: '' },
    });
    expect(store.getState().step).toBe('capture');
  });

  it('goes on to the check by itself when the last view is taken, and only then', async () => {
    const { store, tell } = enrolment();
    await store.getState().start();
    tell({ name: 'enrol.changed', payload: session(2) });
    expect(store.getState().step).toBe('capture');
    tell({ name: 'enrol.changed', payload: session(3) });
    expect(store.getState().step).toBe('check');
    store.getState().goTo('capture');
    tell({ name: 'enrol.changed', payload: session(3, { guidance: 'TOO_FAR' }) });
    expect(store.getState().step).toBe('capture');
  });

  it('ignores what another enrolment does', async () => {
    const { store, tell } = enrolment();
    tell({ name: 'enrol.changed', payload: session(3) });
    expect(store.getState().session).toBeNull();
    await store.getState().start();
    tell({ name: 'enrol.changed', payload: session(3, { sessionId: uuid(9) }) });
    expect(store.getState().session?.views).toHaveLength(0);
  });

  it('asks about a look-alike before anything is saved', async () => {
    const twin = personRow(1, { name: 'Twin' });
    const { store } = enrolment({
      'enrol.save': ({ confirmDifferent }) =>
        confirmDifferent
          ? { status: 'saved', person: personRow(2) }
          : { status: 'looksLike', person: twin, similarity: 0.6 },
    });
    await store.getState().start();
    await store.getState().save();
    expect(store.getState()).toMatchObject({ step: 'capture', looksLike: { person: twin } });
    await store.getState().save(true);
    expect(store.getState()).toMatchObject({ step: 'done', looksLike: null, session: null });
  });

  it('leads back to the ID when it was taken meanwhile', async () => {
    const { store } = enrolment({
      'enrol.save': () => {
        throw new Fault('PERSON_ID_TAKEN', 'taken', { personId: '1001', name: 'Ann Li' });
      },
    });
    await store.getState().start();
    await store.getState().save();
    expect(store.getState()).toMatchObject({
      step: 'identity',
      fault: { code: 'PERSON_ID_TAKEN' },
      busy: false,
    });
  });

  it('says so when the engine lost it', async () => {
    const { store, tell } = enrolment();
    await store.getState().start();
    tell({ name: 'enrol.changed', payload: null });
    expect(store.getState()).toMatchObject({
      step: 'identity',
      session: null,
      fault: { code: 'ENROL_NO_SESSION' },
    });
  });

  it('tells the engine when it is discarded', async () => {
    const { store, called } = enrolment();
    await store.getState().start();
    await store.getState().reset();
    expect(called()).toEqual(['enrol.start', 'enrol.cancel']);
    expect(store.getState()).toMatchObject({ step: 'identity', session: null });
  });

  it('takes up a running enrolment after the window was reloaded', async () => {
    const { store } = enrolment({ 'enrol.state': () => session(1) });
    await store.getState().resume();
    await settle();
    expect(store.getState()).toMatchObject({ step: 'capture', identity: { name: 'Ann Li' } });
  });
});
