import type { ProviderTrial } from '../../preload/contract/calls/engine';
import type { EngineState } from '../../preload/contract/calls/shell';
import type { AppEvent } from '../../preload/contract/events';
import type { FaultData, Reply } from '../../preload/contract/faults';
import type { EngineConfig } from '../engine/config';
import type { FromEngine, ToEngine } from '../engine/ipc/messages';
import type { TrialRequest } from '../engine/providers/tryProvider';

/** The part of Electron's UtilityProcess that is used. */
export interface EngineProcess<Port> {
  postMessage(message: ToEngine, ports?: Port[]): void;
  on(event: 'message', listener: (message: FromEngine) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export interface EngineHostDeps<Port> {
  fork(): EngineProcess<Port>;
  onEvent(event: AppEvent): void;
  onState(state: EngineState): void;
  report(where: string, message: string): void;
  /** Tries a provider in a process of its own. */
  runTrial(request: TrialRequest): Promise<ProviderTrial>;
  /** Milliseconds before restart `attempt` (1, 2, 3). */
  backoffMs?: (attempt: number) => number;
  /** Running this long counts as well again. */
  wellAfterMs?: number;
}

/** Unexpected ends in a row that are mended before the window is told that it is over. */
export const MAX_RESTARTS = 3;
/** An engine asked to stop gets this long to close its database. */
const STOP_MS = 5_000;

const gone: FaultData = { code: 'ENGINE_GONE', message: 'the engine stopped before it answered' };

/**
 * Keeps one engine process running: starts it, restarts it when it dies (three times in a row, then
 * says so), holds calls until it is ready, answers those that were lost with it.
 */
export function createEngineHost<Port>(deps: EngineHostDeps<Port>) {
  const backoff = deps.backoffMs ?? ((attempt) => 250 * 2 ** (attempt - 1));
  let config: EngineConfig | null = null;
  let child: EngineProcess<Port> | null = null;
  let state: EngineState = { state: 'starting', attempt: 0, error: null };
  let nextId = 1;
  let timers: NodeJS.Timeout[] = [];
  const pending = new Map<number, { send: () => void; resolve: (reply: Reply<unknown>) => void }>();

  const move = (next: EngineState) => {
    state = next;
    deps.onState(next);
  };
  const answerAll = (error: FaultData) => {
    for (const { resolve } of pending.values()) resolve({ ok: false, error });
    pending.clear();
  };
  const later = (ms: number, work: () => void) => timers.push(setTimeout(work, ms).unref());
  const clearTimers = () => {
    timers.forEach(clearTimeout);
    timers = [];
  };

  function spawn(attempt: number): void {
    const current = deps.fork();
    child = current;
    move({ state: attempt === 0 ? 'starting' : 'restarting', attempt, error: null });
    current.on('message', (message) => {
      if (child === current) receive(message, attempt);
    });
    current.once('exit', (code) => {
      if (child === current) died(code, attempt);
    });
    current.postMessage({ type: 'start', config: config! });
  }

  function receive(message: FromEngine, attempt: number): void {
    switch (message.type) {
      case 'ready':
        move({ state: 'ready', attempt, error: null });
        for (const { send } of pending.values()) send();
        later(deps.wellAfterMs ?? 60_000, () => {
          if (state.state === 'ready') state = { ...state, attempt: 0 };
        });
        break;
      case 'failed':
        // Orderly: a missing model or a wrong key is there on the next start too.
        move({ state: 'failed', attempt, error: message.error });
        answerAll(message.error);
        break;
      case 'reply': {
        pending.get(message.id)?.resolve(message.reply);
        pending.delete(message.id);
        break;
      }
      case 'event':
        deps.onEvent(message.event);
        break;
      case 'trial': {
        const asker = child;
        void deps.runTrial(message.request).then((trial) => {
          if (child === asker) asker?.postMessage({ type: 'trial-result', id: message.id, trial });
        });
        break;
      }
      case 'report':
        deps.report(message.where, message.message);
        break;
    }
  }

  function died(code: number, attempt: number): void {
    child = null;
    clearTimers();
    if (state.state === 'failed') return;
    const failures = (state.state === 'ready' ? state.attempt : attempt) + 1;
    deps.report('engine', `stopped unexpectedly with code ${code} (${failures} in a row)`);
    answerAll(gone);
    if (failures > MAX_RESTARTS) {
      move({ state: 'failed', attempt: failures, error: { ...gone, detail: { code } } });
      return;
    }
    move({ state: 'restarting', attempt: failures, error: null });
    later(backoff(failures), () => spawn(failures));
  }

  return {
    state: () => state,

    start(next: EngineConfig): void {
      config = next;
      spawn(0);
    },

    /** Says that the engine cannot be started at all, and why. */
    fail(error: FaultData): void {
      move({ state: 'failed', attempt: 0, error });
      answerAll(error);
    },

    /** Asks the engine; waits while it starts. Never rejects. */
    call(name: string, input: unknown): Promise<Reply<unknown>> {
      if (state.state === 'failed')
        return Promise.resolve({ ok: false, error: state.error as FaultData }); // made from a FaultData above
      return new Promise((resolve) => {
        const id = nextId++;
        const send = () => child?.postMessage({ type: 'call', id, name, input });
        pending.set(id, { send, resolve });
        if (state.state === 'ready') send();
      });
    },

    openFramePort(port: Port): void {
      if (state.state === 'ready') child?.postMessage({ type: 'frame-port' }, [port]);
    },

    /** Stops the engine in order, so that its database is closed; kills it when it does not. */
    stop(): Promise<void> {
      clearTimers();
      const current = child;
      child = null;
      answerAll(gone);
      if (!current) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => current.kill(), STOP_MS);
        current.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
        current.postMessage({ type: 'stop' });
      });
    },
  };
}

export type EngineHost<Port> = ReturnType<typeof createEngineHost<Port>>;
