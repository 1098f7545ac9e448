import { Fault } from '../../../preload/contract/faults';
import type { ExecutionProvider, Session } from './session';

/** The networks of one engine, all on one provider, which may change while they are in use. */
export interface SessionSet<Key> {
  readonly provider: ExecutionProvider;
  /** A network that stays valid when the provider changes; opened on its first run if it is not yet. */
  get(key: Key): Session;
  /** Opens every network in use on another provider, then lets go of the old ones. */
  use(provider: ExecutionProvider): Promise<void>;
  close(): Promise<void>;
}

interface Opened<Key> {
  provider: ExecutionProvider;
  sessions: Map<Key, Promise<Session>>;
}

/**
 * Opens `keys` on a provider; where one cannot be opened, closes the others and throws its Fault.
 * When a run fails on another provider than the CPU, or gives what is no number, everything moves to
 * the CPU, that same run is answered there, and `onFailure` hears of it once. Without `onFailure`
 * nothing moves: the run throws Fault PROVIDER_UNAVAILABLE.
 */
export async function openSessionSet<Key>(
  keys: readonly Key[],
  open: (key: Key, provider: ExecutionProvider) => Promise<Session>,
  first: ExecutionProvider,
  onFailure?: (provider: ExecutionProvider, fault: Fault) => void,
): Promise<SessionSet<Key>> {
  const openAll = async (on: ExecutionProvider, wanted: readonly Key[]): Promise<Opened<Key>> => {
    const opened: Opened<Key> = { provider: on, sessions: new Map() };
    for (const key of wanted) opened.sessions.set(key, open(key, on));
    const results = await Promise.allSettled(opened.sessions.values());
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) return opened;
    await closeAll(opened);
    throw failed.reason;
  };

  let current = await openAll(first, keys);
  /** Changes of provider, one after the other. */
  let changing: Promise<unknown> = Promise.resolve();
  const change = (work: () => Promise<void>): Promise<void> => {
    const done = changing.then(work);
    changing = done.catch(() => undefined); // the caller hears of it; the next change goes ahead
    return done;
  };
  const replace = async (next: ExecutionProvider): Promise<void> => {
    const old = current;
    current = await openAll(next, [...old.sessions.keys()]);
    // What a failed device says when it is let go is of no interest any more.
    void closeAll(old).catch(() => undefined);
  };
  const fallBack = (from: Opened<Key>, fault: Fault) =>
    change(async () => {
      if (current !== from) return; // another run failed first
      await replace('cpu');
      onFailure?.(from.provider, fault);
    });

  const runOn = async (opened: Opened<Key>, key: Key, ...what: Parameters<Session['run']>) => {
    let session = opened.sessions.get(key);
    if (session === undefined) {
      session = open(key, opened.provider);
      opened.sessions.set(key, session);
      session.catch(() => opened.sessions.delete(key));
    }
    const outputs = await (await session).run(...what);
    if (opened.provider !== 'cpu' && !allFinite(outputs)) {
      const message = `${opened.provider} gave what is no number`;
      throw new Fault('PROVIDER_UNAVAILABLE', message, { provider: opened.provider });
    }
    return outputs;
  };

  return {
    get provider() {
      return current.provider;
    },
    get: (key) => ({
      async run(...what) {
        const used = current;
        try {
          return await runOn(used, key, ...what);
        } catch (error) {
          const itsOwn = error instanceof Fault && error.code === 'PROVIDER_UNAVAILABLE';
          if (!itsOwn || onFailure === undefined) throw error;
          await fallBack(used, error);
          return runOn(current, key, ...what);
        }
      },
      close: () => Promise.resolve(), // the set closes its sessions
    }),
    use: (next) => change(() => (current.provider === next ? Promise.resolve() : replace(next))),
    async close() {
      await changing;
      await closeAll(current);
    },
  };
}

async function closeAll<Key>({ sessions }: Opened<Key>): Promise<void> {
  const opened = await Promise.allSettled(sessions.values());
  await Promise.all(
    opened.map(async (result) => {
      if (result.status === 'fulfilled') await result.value.close();
    }),
  );
}

function allFinite(outputs: Record<string, Float32Array>): boolean {
  return Object.values(outputs).every((values) => values.every((value) => Number.isFinite(value)));
}
