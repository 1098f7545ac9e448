import { join } from 'node:path';
import type { ExecutionProvider, ProviderTrial } from '../../preload/contract/calls/engine';
import { Fault } from '../../preload/contract/faults';
import { dataDir } from '../dataDir';
import { machineFacts } from '../engine/providers/candidates';
import { chooseProvider } from '../engine/providers/chooseProvider';
import { MEMORY_FILE, openMemory, type Memory } from '../engine/providers/memory';
import { tryAll } from '../engine/providers/tryAll';
import type { Context } from './context';

/** What this machine's trials found, shared with the window: the same file, under the same facts. */
export async function providerMemory(context: Context): Promise<Memory> {
  const { manifest } = await context.models();
  const inUse = Object.values(manifest.defaults);
  const models = manifest.models.filter(({ id }) => inUse.includes(id));
  const facts = machineFacts(context.parts.version, context.options.threads, models);
  const file = join(dataDir(context.io.host), MEMORY_FILE);
  return openMemory(file, facts, (message) => context.note(`Note: ${message}`));
}

/** Tries one provider in a process of its own, with this command's models and threads. */
export const runTrial =
  (context: Context) =>
  (provider: ExecutionProvider): Promise<ProviderTrial> =>
    context.parts.runTrial({ ...context.modelFolders, provider, threads: context.options.threads });

/**
 * Where this command's models run. `auto` goes by what was found before and tries nothing itself, so
 * that a command's time and figures do not depend on whether it is the first. A named one is tried
 * unless it is known. Throws Fault PROVIDER_UNAVAILABLE where a named one is wrong or cannot be had.
 */
export async function settleProvider(context: Context): Promise<ExecutionProvider> {
  const wanted = context.options.provider;
  if (wanted === 'cpu') return wanted;
  const known = (await providerMemory(context)).read()?.trials ?? null;
  if (wanted === 'auto') return chooseProvider(wanted, known).use;
  const trial =
    known?.find(({ provider }) => provider === wanted) ??
    (await tryAll([wanted], runTrial(context)))[0]!;
  if (chooseProvider(wanted, [trial]).use === wanted) return wanted;
  const message = `${wanted} cannot be used: ${problemOf(trial)}`;
  throw new Fault('PROVIDER_UNAVAILABLE', message, { provider: wanted });
}

/** Why a trial speaks against a provider, in one sentence. */
export function problemOf({ state, note, models, failure }: ProviderTrial): string {
  if (failure) return `it failed at work: ${failure.message}`;
  if (state !== 'wrong') return note || state;
  const wrong = models.filter(({ right }) => !right).map(({ id }) => id);
  return `its answers for ${wrong.join(', ')} are not the CPU's`;
}
