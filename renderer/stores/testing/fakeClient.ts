import type { AppCalls, CallInput, CallOutput } from '../../../preload/contract/calls';
import type { AppEvent, AppEventName, AppEvents } from '../../../preload/contract/events';
import { Fault } from '../../../preload/contract/faults';
import type { Client } from '../client';

export type Answers = {
  [K in keyof AppCalls]?: (
    input: CallInput<AppCalls, K>,
  ) => CallOutput<AppCalls, K> | Promise<CallOutput<AppCalls, K>>;
};

/**
 * The other side for a test: calls are answered by `answers` over a structured clone, as the real
 * transport would; a call without an answer is refused as one the engine does not know.
 */
export function fakeClient(answers: Answers) {
  const listeners = new Set<(event: AppEvent) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const client: Client = {
    async call(name, input) {
      calls.push({ name, input });
      const answer = answers[name];
      if (!answer) throw new Fault('UNKNOWN_CALL', name);
      return structuredClone(await answer(structuredClone(input)));
    },
    on<E extends AppEventName>(name: E, listener: (payload: AppEvents[E]) => void) {
      const wrapped = (event: AppEvent) => {
        if (event.name === name) listener(event.payload as AppEvents[E]); // tied by its name
      };
      listeners.add(wrapped);
      return () => listeners.delete(wrapped);
    },
  };
  return {
    client,
    calls,
    /** The names of the calls so far, in order. */
    called: () => calls.map(({ name }) => name),
    tell: (event: AppEvent) => {
      for (const listener of listeners) listener(event);
    },
  };
}

/** Lets everything that is already resolved run. */
export const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
