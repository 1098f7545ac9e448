import { ZodError } from 'zod';
import type { Calls, Handlers } from '../preload/contract/calls';
import { Fault, toFaultData, type Reply } from '../preload/contract/faults';

export type Dispatch = (name: string, input: unknown) => Promise<Reply<unknown>>;

/**
 * The one place where a call is checked and answered, in the shell and in the engine alike: unknown
 * names, input that does not fit its schema, faults and bugs all become replies. `onBug` is told of
 * what nobody expected; the caller only learns INTERNAL.
 */
export function createDispatch<C extends Calls>(
  calls: C,
  handlers: Handlers<C>,
  onBug: (call: string, error: unknown) => void,
): Dispatch {
  return async (name, input) => {
    try {
      if (!Object.hasOwn(calls, name))
        throw new Fault('UNKNOWN_CALL', `no call is named "${name}"`);
      const parsed = calls[name]!.input.parse(input ?? {});
      // The map's key ties handler and schema together; the index signature has lost that.
      const handler = handlers[name as keyof C] as (input: unknown) => unknown;
      return { ok: true, data: await handler(parsed) };
    } catch (error) {
      if (error instanceof ZodError) return { ok: false, error: badInput(name, error) };
      if (!(error instanceof Fault)) {
        onBug(name, error);
        return { ok: false, error: { code: 'INTERNAL', message: `the call "${name}" failed` } };
      }
      return { ok: false, error: toFaultData(error) };
    }
  };
}

function badInput(name: string, error: ZodError) {
  const where = error.issues.map((issue) => issue.path.join('.') || '(input)');
  const message = error.issues.map((issue, i) => `${where[i]}: ${issue.message}`).join('; ');
  return { code: 'BAD_INPUT' as const, message: `${name}: ${message}`, detail: { where } };
}
