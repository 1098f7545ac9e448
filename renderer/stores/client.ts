import type { AppCalls, CallInput, CallOutput } from '../../preload/contract/calls';
import type { AppEventName, AppEvents } from '../../preload/contract/events';
import { faultCodes, type FaultData } from '../../preload/contract/faults';

/** What a store needs of the other side; the typed client has it, a test gives its own. */
export interface Client {
  call<K extends keyof AppCalls>(
    name: K,
    input: CallInput<AppCalls, K>,
  ): Promise<CallOutput<AppCalls, K>>;
  on<E extends AppEventName>(name: E, listener: (payload: AppEvents[E]) => void): () => void;
}

/** A rejected call as data. What carries no known code is a bug and reads as INTERNAL. */
export function faultOf(error: unknown): FaultData {
  if (typeof error === 'object' && error !== null && 'code' in error) {
    const { code, message, detail } = error as Partial<FaultData>; // each part is checked below
    if (code && (faultCodes as readonly string[]).includes(code)) {
      return { code, message: message ?? '', detail };
    }
  }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}
