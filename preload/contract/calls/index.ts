import type { z } from 'zod';
import { engine } from './engine';
import { enrol } from './enrol';
import { log } from './log';
import { people } from './people';
import { settings } from './settings';
import { shell } from './shell';
import { verify } from './verify';

/** Every call there is, declared once: the schema is checked at the door, the types on both sides. */
export const engineCalls = {
  ...engine,
  ...enrol,
  ...log,
  ...people,
  ...settings,
  ...verify,
} satisfies Calls;
export const shellCalls = shell satisfies Calls;

export type Calls = Record<string, { input: z.ZodType; output: z.ZodType }>;
export type EngineCalls = typeof engineCalls;
export type ShellCalls = typeof shellCalls;
export type AppCalls = EngineCalls & ShellCalls;

/** What a caller may leave out (defaults) and what a handler gets (defaults filled in). */
export type CallInput<C extends Calls, K extends keyof C> = z.input<C[K]['input']>;
export type ParsedInput<C extends Calls, K extends keyof C> = z.output<C[K]['input']>;
export type CallOutput<C extends Calls, K extends keyof C> = z.output<C[K]['output']>;

/** One handler a call; an object that lacks one does not compile. */
export type Handlers<C extends Calls> = {
  [K in keyof C]: (input: ParsedInput<C, K>) => CallOutput<C, K> | Promise<CallOutput<C, K>>;
};
