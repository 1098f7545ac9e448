import { createStore } from 'zustand/vanilla';
import type { VerifyState as Session } from '../../preload/contract/calls/verify';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

/** What a verification compares with: who the ID says it is, or the photo on it. */
export type VerifyMode = 'id' | 'photo';

export interface VerifyScreenState {
  mode: VerifyMode;
  /** As typed so far, or as it was read. */
  personId: string;
  session: Session | null;
  busy: boolean;
  fault: FaultData | null;
  setMode(mode: VerifyMode): void;
  setPersonId(personId: string): void;
  /** Compares with the person of this ID; another comparison that was open is dropped. */
  startPerson(personId: string): Promise<void>;
  startPhoto(pick: { photoId: string; face: number }): Promise<void>;
  again(): Promise<void>;
  /** Ends the comparison; the next person can be checked. */
  next(): Promise<void>;
  /** Takes up what the engine still holds after the window was reloaded. */
  resume(): Promise<void>;
}

/** One verification after the other; the comparing is the engine's, this follows it. */
export function createVerifyStore(client: Client) {
  const store = createStore<VerifyScreenState>()((set, get) => {
    const during = async (work: () => Promise<Session>) => {
      set({ busy: true, fault: null });
      try {
        set({ session: await work() });
      } catch (error) {
        const fault = faultOf(error);
        set({ fault, ...(fault.code === 'VERIFY_NO_SESSION' && { session: null }) });
      } finally {
        set({ busy: false });
      }
    };
    return {
      mode: 'id',
      personId: '',
      session: null,
      busy: false,
      fault: null,
      setMode: (mode) => set({ mode, fault: null }),
      setPersonId: (personId) => set({ personId, fault: null }),
      async startPerson(given) {
        const personId = given.trim();
        set({ mode: 'id', personId });
        if (personId) await during(() => client.call('verify.start', { personId }));
      },
      startPhoto: (pick) => during(() => client.call('verify.start', pick)),
      async again() {
        const { session } = get();
        if (!session) return;
        await during(() => client.call('verify.again', { sessionId: session.sessionId }));
      },
      async next() {
        const { session } = get();
        set({ session: null, personId: '', fault: null });
        if (!session) return;
        // Whatever the answer, the window is free for the next one.
        await client.call('verify.end', { sessionId: session.sessionId }).catch(() => {});
      },
      async resume() {
        const session = await client.call('verify.state', {}).catch(() => null);
        if (session && !get().session) set({ session });
      },
    };
  });

  client.on('verify.changed', (session) => {
    const { session: mine } = store.getState();
    if (!mine || (session && session.sessionId !== mine.sessionId)) return;
    // Ended by the engine (forgotten, or the person was removed), not by us: say so.
    const fault = { code: 'VERIFY_NO_SESSION', message: 'the comparison ended' } as const;
    store.setState(session ? { session } : { session: null, fault });
  });
  client.on('engine.state', ({ state }) => {
    if (state !== 'ready' && store.getState().session) store.setState({ session: null });
  });
  return store;
}
