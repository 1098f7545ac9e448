import { createStore } from 'zustand/vanilla';
import type { EnrolState as Session } from '../../preload/contract/calls/enrol';
import type { FaultData } from '../../preload/contract/faults';
import type { OverrideReason, PersonRow } from '../../preload/contract/shapes';
import { type Client, faultOf } from './client';

/** Consent takes its place between identity and capture when the site asks for it. */
export const steps = ['identity', 'capture', 'check', 'done'] as const;
export type Step = (typeof steps)[number];

export interface Identity {
  personId: string;
  name: string;
  group: string;
}
export type IdCheck =
  | { state: 'empty' | 'checking' | 'free' }
  | { state: 'taken'; by: { id: string; name: string } }
  | { state: 'invalid'; fault: FaultData };

export interface EnrolScreenState {
  step: Step;
  identity: Identity;
  idCheck: IdCheck;
  /** Views are added to this person instead of making a new one. */
  existing: string | null;
  session: Session | null;
  looksLike: { person: PersonRow; similarity: number } | null;
  saved: PersonRow | null;
  busy: boolean;
  fault: FaultData | null;
  setIdentity(change: Partial<Identity>): void;
  start(): Promise<void>;
  startExisting(id: string): Promise<void>;
  goTo(step: Step): void;
  undo(viewId: string): Promise<void>;
  /** Compares the views with a face of an ID photo that was read. */
  compareId(pick: { photoId: string; face: number }): Promise<void>;
  overrideId(reason: OverrideReason): Promise<void>;
  dropId(): Promise<void>;
  save(confirmDifferent?: boolean): Promise<void>;
  dismissLooksLike(): void;
  reset(): Promise<void>;
  /** Takes up what the engine still holds after the window was reloaded. */
  resume(): Promise<void>;
}

const blank = {
  step: 'identity',
  identity: { personId: '', name: '', group: '' },
  idCheck: { state: 'empty' },
  existing: null,
  session: null,
  looksLike: null,
  saved: null,
  busy: false,
  fault: null,
} as const satisfies Partial<EnrolScreenState>;

/** Which step a session has reached: enough views lead to the check by themselves. */
function stepOf(session: Session): Step {
  return session.views.length >= session.needed ? 'check' : 'capture';
}

/** One enrolment, from identity to saved; the views live in the engine, this follows them. */
export function createEnrolStore(client: Client, waitMs = 200) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const store = createStore<EnrolScreenState>()((set, get) => {
    const during = async (work: () => Promise<void>) => {
      set({ busy: true, fault: null });
      try {
        await work();
      } catch (error) {
        const fault = faultOf(error);
        set({ fault });
        if (fault.code === 'PERSON_ID_TAKEN') set({ step: 'identity', looksLike: null });
        if (fault.code === 'ENROL_NO_SESSION') set({ session: null, step: 'identity' });
      } finally {
        set({ busy: false });
      }
    };
    /** Something about the session; the engine answers with the session as it is then. */
    const inSession = (work: (sessionId: string) => Promise<Session>) =>
      during(async () => {
        const { session } = get();
        if (session) set({ session: await work(session.sessionId) });
      });
    const checkId = async (personId: string) => {
      let idCheck: IdCheck;
      try {
        const { takenBy } = await client.call('enrol.checkPersonId', { personId });
        idCheck = takenBy ? { state: 'taken', by: takenBy } : { state: 'free' };
      } catch (error) {
        idCheck = { state: 'invalid', fault: faultOf(error) };
      }
      if (get().identity.personId.trim() === personId) set({ idCheck });
    };
    return {
      ...blank,
      setIdentity(change) {
        set({ identity: { ...get().identity, ...change }, fault: null });
        if (change.personId === undefined) return;
        clearTimeout(timer);
        const personId = change.personId.trim();
        set({ idCheck: { state: personId ? 'checking' : 'empty' } });
        if (personId) timer = setTimeout(() => void checkId(personId), waitMs);
      },
      start: () =>
        during(async () => {
          const { personId, name, group } = get().identity;
          const session = await client.call('enrol.start', {
            personId: personId.trim(),
            name: name.trim(),
            group: group.trim(),
          });
          set({ session, existing: null, saved: null, step: stepOf(session) });
        }),
      startExisting: (existing) =>
        during(async () => {
          set({ ...blank, busy: true, existing });
          const session = await client.call('enrol.start', { existing });
          const { personId, name, group } = session;
          set({ session, identity: { personId, name, group }, step: 'capture' });
        }),
      goTo: (step) => set({ step }),
      undo: (viewId) => inSession((sessionId) => client.call('enrol.undo', { sessionId, viewId })),
      compareId: (pick) =>
        inSession((sessionId) => client.call('enrol.compareId', { sessionId, ...pick })),
      overrideId: (reason) =>
        inSession((sessionId) => client.call('enrol.overrideId', { sessionId, reason })),
      dropId: () => inSession((sessionId) => client.call('enrol.dropId', { sessionId })),
      save: (confirmDifferent = false) =>
        during(async () => {
          const { session } = get();
          if (!session) return;
          const { sessionId } = session;
          const answer = await client.call('enrol.save', { sessionId, confirmDifferent });
          if (answer.status === 'looksLike') {
            set({ looksLike: { person: answer.person, similarity: answer.similarity } });
          } else {
            set({ step: 'done', saved: answer.person, session: null, looksLike: null });
          }
        }),
      dismissLooksLike: () => set({ looksLike: null }),
      async reset() {
        const { session } = get();
        set(blank);
        if (session) {
          // Whatever the answer, nothing was saved and the window is free again.
          await client.call('enrol.cancel', { sessionId: session.sessionId }).catch(() => {});
        }
      },
      async resume() {
        const session = await client.call('enrol.state', {}).catch(() => null);
        if (!session || get().session) return;
        const { personId, name, group } = session;
        set({ session, identity: { personId, name, group }, step: stepOf(session) });
      },
    };
  });

  client.on('enrol.changed', (session) => {
    const { session: mine, step } = store.getState();
    if (!mine || (session && session.sessionId !== mine.sessionId)) return;
    if (!session) {
      // Saved by us, or lost with the engine; saving itself moves to the last step.
      if (!store.getState().busy && step !== 'done') {
        store.setState({
          session: null,
          step: 'identity',
          fault: { code: 'ENROL_NO_SESSION', message: 'the enrolment ended' },
        });
      }
      return;
    }
    const full = session.views.length >= session.needed && mine.views.length < mine.needed;
    store.setState({ session, step: full && step === 'capture' ? 'check' : step });
  });
  return store;
}
