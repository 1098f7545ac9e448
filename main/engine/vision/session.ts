import { InferenceSession, Tensor, env } from 'onnxruntime-node';
import { Fault } from '../../../preload/contract/faults';

// Whatever ONNX Runtime logs as an error it throws as well; only the exception is reported.
env.logLevel = 'fatal';

/** The execution providers that ONNX Runtime knows and this product offers. */
export type ExecutionProvider = 'cpu' | 'cuda' | 'webgpu' | 'dml' | 'coreml';

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

/** A loaded network with one input of fixed size. */
export interface Session {
  /**
   * One run: `fill` writes the input, the outputs come back by name. Runs wait for one another,
   * because all of them share one input buffer; `fill` is called when it is this run's turn.
   * Throws Fault MODEL_INVALID where the network refuses.
   */
  run(fill: (input: Float32Array) => void): Promise<Record<string, Float32Array>>;
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
  const data = new Float32Array(options.input.dims.reduce((product, side) => product * side, 1));
  const feeds = { [options.input.name]: new Tensor('float32', data, [...options.input.dims]) };
  let last: Promise<unknown> = Promise.resolve();

  const runOnce = async (fill: (input: Float32Array) => void) => {
    fill(data);
    const start = performance.now();
    const results = await session.run(feeds, [...options.outputs]).catch((cause: unknown) => {
      throw new Fault(
        'MODEL_INVALID',
        `${options.file} failed while running`,
        { file: options.file },
        { cause },
      );
    });
    options.onRun?.(performance.now() - start);
    return Object.fromEntries(
      options.outputs.map((name) => [name, floats(results[name], options)]),
    );
  };

  return {
    run(fill) {
      const result = last.then(() => runOnce(fill));
      last = result.catch(() => undefined); // the caller hears of it; the next run goes ahead
      return result;
    },
    async close() {
      await last;
      await session.release();
    },
  };
}

async function open(bytes: Uint8Array, { file, provider, threads }: SessionOptions) {
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
    const message = cause instanceof Error ? cause.message : String(cause);
    if (provider !== 'cpu') {
      throw new Fault('PROVIDER_UNAVAILABLE', `${provider}: ${message}`, { provider }, { cause });
    }
    throw new Fault('MODEL_INVALID', `${file} cannot be loaded: ${message}`, { file }, { cause });
  }
}

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
