import type { ExecutionProvider, ProviderOverview } from '../../../preload/contract/calls/engine';
import type { Provider } from '../../../preload/contract/calls/settings';
import { Fault } from '../../../preload/contract/faults';
import { chooseProvider } from './chooseProvider';
import type { Memory, Remembered } from './memory';
import { outcome } from './superviseTrial';
import { tryAll, type RunTrial } from './tryAll';

export interface ProvidersDeps {
  /** The networks, open on the CPU. */
  vision: { readonly provider: string; use(provider: ExecutionProvider): Promise<void> };
  wanted(): Provider;
  candidates: readonly ExecutionProvider[];
  memory: Memory;
  /** Tries one in a process of its own. Without it nothing is tried, and the CPU runs. */
  runTrial?: RunTrial | undefined;
  now(): number;
  changed(overview: ProviderOverview): void;
  report(message: string): void;
  checkAfterMs?: number;
  pid?: number;
  isAlive?: (pid: number) => boolean;
}

/** Ends without a word, one after the other, after which a provider is left alone. */
const ENDS_IN_A_ROW = 2;
/** Having run this long, an engine's earlier ends no longer count against its provider. */
const WELL_AFTER_MS = 10 * 60_000;
/** The first picture and the first face come before the first trial. */
const CHECK_AFTER_MS = 3000;

/**
 * Keeps the engine on the provider that is right and fastest, and off those that are not: starts on
 * what is remembered, tries what is not known in the background, and moves when something new is
 * known. The CPU runs until then, so no provider can hold up a start.
 */
export function createProviders(deps: ProvidersDeps) {
  const { vision, memory } = deps;
  const pid = deps.pid ?? process.pid;
  const isAlive = deps.isAlive ?? processLives;
  let known: Remembered | null = memory.read();
  let reason: ProviderOverview['reason'] = 'untried';
  let checking: ProviderOverview['checking'] = null;
  let closed = false;
  let wellTimer: NodeJS.Timeout | undefined;
  let checkTimer: NodeJS.Timeout | undefined;

  const overview = (): ProviderOverview => ({
    wanted: deps.wanted(),
    used: vision.provider as ExecutionProvider, // set from one
    reason,
    checking,
    checkedAt: known?.checkedAt ?? null,
    trials: known?.trials ?? [],
  });
  const remember = (patch: Partial<Remembered>) => {
    known = { ...(known ?? { checkedAt: 0, trials: [], running: null }), ...patch };
    memory.write(known);
  };

  /** Writes down that a provider failed at work, so that it is left alone until it is tried again. */
  function markFailed(provider: ExecutionProvider, message: string): void {
    deps.report(`${provider} is left alone: ${message}`);
    const failure = { at: deps.now(), message };
    const trials = known?.trials ?? [];
    const listed = trials.some((trial) => trial.provider === provider);
    remember({
      trials: listed
        ? trials.map((trial) => (trial.provider === provider ? { ...trial, failure } : trial))
        : [...trials, { ...outcome(provider, 'unavailable', message), failure }],
    });
  }

  /** An engine before this one went on a provider and never ended in order. */
  function countUnexpectedEnd(): void {
    const running = known?.running;
    if (!running || running.pid === pid || isAlive(running.pid)) return;
    const ends = running.ends + 1;
    remember({ running: { ...running, ends } });
    if (ends < ENDS_IN_A_ROW) return;
    markFailed(running.provider, `the engine ended without a word ${ends} times while on it`);
    remember({ running: null });
  }

  /** Moves to the provider that what is known speaks for. */
  async function settle(): Promise<void> {
    const choice = chooseProvider(deps.wanted(), known && known.trials);
    reason = choice.reason;
    if (choice.use === vision.provider) return;
    const ends = known?.running?.provider === choice.use ? known.running.ends : 0;
    // Before, not after: what takes the process down while it opens must be found by the next start.
    if (choice.use !== 'cpu') remember({ running: { provider: choice.use, pid, ends } });
    try {
      await vision.use(choice.use);
    } catch (error) {
      if (!(error instanceof Fault) || choice.use === 'cpu') throw error;
      markFailed(choice.use, error.message);
      return settle();
    }
    clearTimeout(wellTimer);
    if (choice.use === 'cpu') {
      if (known?.running?.pid === pid) remember({ running: null });
      return;
    }
    wellTimer = setTimeout(() => {
      remember({ running: { provider: choice.use, pid, ends: 0 } });
    }, WELL_AFTER_MS).unref();
  }

  const tell = () => deps.changed(overview());
  const lacks = () => {
    const wanted = deps.wanted();
    if (wanted === 'cpu') return false;
    if (!known || known.checkedAt === 0) return true;
    return wanted !== 'auto' && !known.trials.some(({ provider }) => provider === wanted);
  };

  async function tryEverything(runTrial: RunTrial): Promise<void> {
    const wanted = deps.wanted();
    const extra = wanted === 'auto' || wanted === 'cpu' ? [] : [wanted];
    const list = [...new Set([...deps.candidates, ...extra])];
    try {
      const trials = await tryAll(list, runTrial, (provider, done) => {
        checking = { provider, done, of: list.length };
        tell();
      });
      if (closed) return;
      remember({ checkedAt: deps.now(), trials });
    } finally {
      checking = null;
    }
    await settle();
    tell();
  }

  const check = (): ProviderOverview => {
    const [first] = deps.candidates;
    if (checking === null && deps.runTrial && first) {
      checking = { provider: first, done: 0, of: deps.candidates.length };
      tryEverything(deps.runTrial).catch((error: unknown) => deps.report(String(error)));
    }
    return overview();
  };

  return {
    overview,
    check,

    /** Goes onto the provider that is remembered. Throws Fault MODEL_* where even the CPU fails. */
    async start(): Promise<void> {
      countUnexpectedEnd();
      await settle();
      if (!lacks()) return;
      checkTimer = setTimeout(check, deps.checkAfterMs ?? CHECK_AFTER_MS).unref();
    },

    /** Another provider was asked for. */
    async reconsider(): Promise<void> {
      await settle();
      tell();
      if (lacks()) check();
    },

    /** Told by the networks, which are on the CPU already. */
    failedAtWork(provider: ExecutionProvider, fault: Fault): void {
      markFailed(provider, fault.message);
      clearTimeout(wellTimer);
      remember({ running: null });
      reason = chooseProvider(deps.wanted(), known && known.trials).reason;
      tell();
    },

    /** The engine ends in order. */
    close(): void {
      closed = true;
      clearTimeout(checkTimer);
      clearTimeout(wellTimer);
      if (known?.running?.pid === pid) remember({ running: null });
    },
  };
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
