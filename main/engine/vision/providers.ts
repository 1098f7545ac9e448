import type { Provider } from '../../../preload/contract/calls/settings';
import { Fault } from '../../../preload/contract/faults';
import type { ExecutionProvider, Session } from './session';

/** One provider that was tried, and what came of it. Times are medians, milliseconds a run. */
export interface ProviderTrial {
  provider: ExecutionProvider;
  ok: boolean;
  note: string;
  ms?: number;
  cpuMs?: number;
}

/** Which provider runs the models, and why. */
export interface ProviderReport {
  wanted: Provider;
  chosen: ExecutionProvider;
  reason: string;
  trials: ProviderTrial[];
}

/** The network that a provider is tried on, over a fixed input. */
export interface Probe {
  open(provider: ExecutionProvider): Promise<Session>;
  output: string;
}

/** Largest share of the output's length by which a provider may differ from the CPU. */
const PARITY = 0.02;
const TIMED_RUNS = 5;

/** What a platform may have, best first. WebGPU is left to the operator: on many machines it is slower. */
export function candidates(platform: NodeJS.Platform): ExecutionProvider[] {
  if (platform === 'win32') return ['cuda', 'dml'];
  if (platform === 'darwin') return ['coreml'];
  return ['cuda'];
}

/**
 * Settles which execution provider to use. A named one is taken if it opens and computes what the
 * CPU computes; `auto` takes the first candidate that does so and is faster, and the CPU otherwise.
 * Throws Fault PROVIDER_UNAVAILABLE where a named provider cannot be had or is wrong.
 */
export async function chooseProvider(
  wanted: Provider,
  probe: Probe,
  platform: NodeJS.Platform = process.platform,
): Promise<ProviderReport> {
  if (wanted === 'cpu') return { wanted, chosen: 'cpu', reason: 'as set', trials: [] };
  const list = wanted === 'auto' ? candidates(platform) : [wanted];
  const cpu = await measure(await probe.open('cpu'), probe.output);
  const trials: ProviderTrial[] = [];
  for (const provider of list) {
    const trial = await tryProvider(provider, probe, cpu);
    trials.push(trial);
    if (!trial.ok) continue;
    if (wanted !== 'auto') return { wanted, chosen: provider, reason: 'as set', trials };
    if (trial.ms! < cpu.ms) {
      return { wanted, chosen: provider, reason: 'right, and faster than the CPU', trials };
    }
  }
  if (wanted !== 'auto') {
    const note = trials[0]?.note ?? '';
    throw new Fault('PROVIDER_UNAVAILABLE', `${wanted} cannot be used: ${note}`, {
      provider: wanted,
      note,
    });
  }
  return { wanted, chosen: 'cpu', reason: 'no other provider was right and faster', trials };
}

async function tryProvider(
  provider: ExecutionProvider,
  probe: Probe,
  cpu: { result: Float32Array; ms: number },
): Promise<ProviderTrial> {
  try {
    const { result, ms } = await measure(await probe.open(provider), probe.output);
    const difference = relativeDistance(result, cpu.result);
    const right = difference <= PARITY;
    const note = right
      ? `equals the CPU within ${(difference * 100).toFixed(2)} %`
      : `differs from the CPU by ${(difference * 100).toFixed(2)} %`;
    return { provider, ok: right, note, ms, cpuMs: cpu.ms };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { provider, ok: false, note: error.message };
  }
}

/** Runs a session over the fixed input until it is warm, then times it; closes it. */
async function measure(session: Session, output: string) {
  try {
    let result = (await session.run(fillProbe))[output]!;
    const times: number[] = [];
    for (let i = 0; i < TIMED_RUNS; i++) {
      const startedAt = performance.now();
      result = (await session.run(fillProbe))[output]!;
      times.push(performance.now() - startedAt);
    }
    return { result, ms: times.sort((a, b) => a - b)[Math.floor(TIMED_RUNS / 2)]! };
  } finally {
    await session.close();
  }
}

/** A fixed pattern in the range of normalised pixels: a linear congruential sequence (Numerical Recipes). */
function fillProbe(input: Float32Array): void {
  let state = 1;
  for (let i = 0; i < input.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    input[i] = state / 2 ** 31 - 1;
  }
}

function relativeDistance(p: Float32Array, q: Float32Array): number {
  let difference = 0;
  let length = 0;
  for (let i = 0; i < q.length; i++) {
    difference += (p[i]! - q[i]!) ** 2;
    length += q[i]! ** 2;
  }
  return Math.sqrt(difference / length);
}
