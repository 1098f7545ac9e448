import type { Bridge } from '../../preload/contract/bridge';
import type { AppCalls, CallInput, CallOutput } from '../../preload/contract/calls';
import type { AppEventName, AppEvents } from '../../preload/contract/events';
import type { FaultCode, FaultData } from '../../preload/contract/faults';

declare global {
  interface Window {
    foyer: Bridge;
  }
}

/** A call that was answered with a fault. */
export class CallError extends Error {
  override name = 'CallError';
  readonly code: FaultCode;
  readonly detail: Record<string, unknown> | undefined;
  constructor({ code, message, detail }: FaultData) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/**
 * The other side, typed by the contract. The transport is the bridge in the app and anything of the
 * same shape in a test. `call` rejects with CallError.
 */
export function connect(bridge: Pick<Bridge, 'invoke' | 'on'>) {
  return {
    async call<K extends keyof AppCalls>(
      name: K,
      input: CallInput<AppCalls, K>,
    ): Promise<CallOutput<AppCalls, K>> {
      const reply = await bridge.invoke(name, input);
      if (!reply.ok) throw new CallError(reply.error);
      return reply.data as CallOutput<AppCalls, K>; // the handler is typed by the same declaration
    },
    on<E extends AppEventName>(name: E, listener: (payload: AppEvents[E]) => void): () => void {
      return bridge.on((event) => {
        if (event.name === name) listener(event.payload as AppEvents[E]); // tied by its name
      });
    },
  };
}

export const client = connect({
  // Looked up at each call: the development page installs its bridge after this module is read.
  invoke: (call, input) => window.foyer.invoke(call, input),
  on: (listener) => window.foyer.on(listener),
});
export type AppClient = typeof client;
