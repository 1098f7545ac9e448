import { InferenceSession, Tensor, env, listSupportedBackends } from 'onnxruntime-node';
import type { ExecutionProvider } from '../../../preload/contract/calls/engine';
import { Fault } from '../../../preload/contract/faults';

// Whatever ONNX Runtime logs as an error it throws as well; only the exception is reported.
env.logLevel = 'fatal';

export type { ExecutionProvider };

/** The version of ONNX Runtime that runs the models. */
export const runtimeVersion: string = env.versions.node ?? env.versions.common;

/**
 * Whether this build of ONNX Runtime knows the provider at all. It passes over one that it does not
 * know without a word and computes on the CPU instead, which would then look right and no slower.
 */
export function isSupported(provider: ExecutionProvider): boolean {
  return listSupportedBackends().some(({ name }) => name === provider);
}

export interface SessionOptions {
  /** Named in errors. */
  file: string;
  input: { name: string; dims: readonly number[] };
  outputs: readonly string[];
  provider: ExecutionProvider;
  /** CPU threads for one run. */
  threads: number;
  /** Told how long the network alone took, in milliseconds: for benchmarks. */
  onRun?: ((ms: number) => void) | undefined;
}

/** A loaded network with one input. */
export interface Session {
  /**
   * One run: `fill` writes the input, the outputs come back by name. `dims` are the input's sides
   * where they are others than those it was opened with. Runs wait for one another,
   * because all of them share one input buffer; `fill` is called when it is this run's turn.
   * Throws Fault MODEL_INVALID where the network refuses on the CPU, PROVIDER_UNAVAILABLE where it
   * does on another provider: then it is the provider that is doubted, not the model.
   */
  run(
    fill: (input: Float32Array) => void,
    dims?: readonly number[],
  ): Promise<Record<string, Float32Array>>;
  close(): Promise<void>;
}

/**
 * Loads a network from verified bytes. Throws Fault PROVIDER_UNAVAILABLE where the provider cannot
 * be had on this machine, MODEL_INVALID where the bytes are no network or have other inputs and
 * outputs than `options` says.
 */
export async function createSession(bytes: Uint8Array, options: SessionOptions): Promise<Session> {
  const session = await open(bytes, options);
  checkShape(session, options);
  let data = new Float32Array(floatsIn(options.input.dims));
  let last: Promise<unknown> = Promise.resolve();

  const runOnce = async (fill: (input: Float32Array) => void, dims: readonly number[]) => {
    const length = floatsIn(dims);
    if (data.length < length) data = new Float32Array(length);
    const input = data.subarray(0, length);
    fill(input);
    const feeds = { [options.input.name]: new Tensor('float32', input, [...dims]) };
    const start = performance.now();
    const results = await session.run(feeds, [...options.outputs]).catch((cause: unknown) => {
      throw runFault(options, cause);
    });
    options.onRun?.(performance.now() - start);
    return Object.fromEntries(
      options.outputs.map((name) => [name, floats(results[name], options)]),
    );
  };

  return {
    run(fill, dims = options.input.dims) {
      const result = last.then(() => runOnce(fill, dims));
      last = result.catch(() => undefined); // the caller hears of it; the next run goes ahead
      return result;
    },
    async close() {
      await last;
      await session.release();
    },
  };
}

/** What ONNX Runtime says, without the place in its own source that it begins with. */
function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/^\/\S.*was false\.\s*/s, '').trim();
}

function runFault({ file, provider }: SessionOptions, cause: unknown): Fault {
  if (provider === 'cpu') {
    return new Fault('MODEL_INVALID', `${file} failed while running`, { file }, { cause });
  }
  const message = `${provider} failed while running ${file}: ${reason(cause)}`;
  return new Fault('PROVIDER_UNAVAILABLE', message, { provider, file }, { cause });
}

async function open(bytes: Uint8Array, { file, provider, threads }: SessionOptions) {
  if (!isSupported(provider)) {
    const message = `${provider} is not in this build of ONNX Runtime`;
    throw new Fault('PROVIDER_UNAVAILABLE', message, { provider });
  }
  try {
    return await InferenceSession.create(bytes, {
      executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      // Threads that spin while they wait starve everything else on a machine with few cores.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (cause) {
    const message = reason(cause);
    if (provider !== 'cpu') {
      throw new Fault('PROVIDER_UNAVAILABLE', `${provider}: ${message}`, { provider }, { cause });
    }
    throw new Fault('MODEL_INVALID', `${file} cannot be loaded: ${message}`, { file }, { cause });
  }
}

const floatsIn = (dims: readonly number[]) => dims.reduce((product, side) => product * side, 1);

function checkShape(session: InferenceSession, { file, input, outputs }: SessionOptions): void {
  const invalid = (what: string) => new Fault('MODEL_INVALID', `${file}: ${what}`, { file });
  const found = session.inputMetadata.find(({ name }) => name === input.name);
  if (found === undefined || !found.isTensor) {
    throw invalid(`no input "${input.name}", only ${session.inputNames.join(', ')}`);
  }
  const fits =
    found.type === 'float32' &&
    found.shape.length === input.dims.length &&
    found.shape.every((side, i) => typeof side === 'string' || side === input.dims[i]);
  if (!fits)
    throw invalid(
      `input is ${found.type} [${found.shape.join()}], not float32 [${input.dims.join()}]`,
    );
  const missing = outputs.find((name) => !session.outputNames.includes(name));
  if (missing !== undefined) {
    throw invalid(`no output "${missing}", only ${session.outputNames.join(', ')}`);
  }
}

function floats(tensor: Tensor | undefined, { file }: SessionOptions): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Fault('MODEL_INVALID', `${file}: an output is no float32 tensor`, { file });
}

export interface NetworkSlot {
  name: string;
  type: string;
  /** A number is fixed, a name may vary. */
  shape: (number | string)[];
}

/** What a network takes and gives, as its file says. Throws Fault MODEL_INVALID: it is no network. */
export async function inspectNetwork(
  bytes: Uint8Array,
  file: string,
): Promise<{ inputs: NetworkSlot[]; outputs: NetworkSlot[] }> {
  const session = await open(bytes, {
    file,
    input: { name: '', dims: [] },
    outputs: [],
    provider: 'cpu',
    threads: 1,
  });
  const slots = (list: readonly InferenceSession.ValueMetadata[]) =>
    list.map((slot) =>
      slot.isTensor
        ? { name: slot.name, type: slot.type, shape: [...slot.shape] }
        : { name: slot.name, type: 'no tensor', shape: [] },
    );
  const declared = { inputs: slots(session.inputMetadata), outputs: slots(session.outputMetadata) };
  await session.release();
  return declared;
}
