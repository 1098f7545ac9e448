import { z } from 'zod';
import { Similarity } from '../shapes';
import { Provider } from './settings';

/** What ONNX Runtime can run a network on, of what this product offers. */
export const ExecutionProvider = z.enum(['cpu', 'cuda', 'webgpu', 'dml', 'coreml']);
export type ExecutionProvider = z.infer<typeof ExecutionProvider>;

/**
 * One way in which a provider's answer differs from the CPU's, over the reference stills, and how
 * much is allowed. `faces`: how many more or fewer; `box`, `points`: largest shift, as a share of the
 * face's width; `score`, `live`: largest difference; `angle`: 1 - cosine of the embeddings; `length`:
 * share of the embedding's length. `value` is null where the answer was no number.
 */
const Deviation = z.object({
  kind: z.enum(['faces', 'box', 'score', 'points', 'angle', 'length', 'live']),
  value: z.number().nullable(),
  limit: z.number(),
});
export type Deviation = z.infer<typeof Deviation>;

const ModelTrial = z.object({
  id: z.string(),
  role: z.string(),
  right: z.boolean(),
  deviations: z.array(Deviation),
  /** Milliseconds of one run of the network alone, after warm-up: lower quartile. */
  ms: z.number(),
  cpuMs: z.number(),
});
export type ModelTrial = z.infer<typeof ModelTrial>;

/** What came of trying one provider. Milliseconds are sums over the models: a frame that needs them all. */
export const ProviderTrial = z.object({
  provider: ExecutionProvider,
  /** `crashed`, `hung`: it took its trial's process down, or did not come back. */
  state: z.enum(['right', 'wrong', 'unavailable', 'crashed', 'hung']),
  /** The engineer's sentence, in English; empty where there is nothing to add. */
  note: z.string(),
  models: z.array(ModelTrial),
  ms: z.number().nullable(),
  cpuMs: z.number().nullable(),
  /** It failed later, at work; it is left alone until it is tried again. */
  failure: z.object({ at: z.number(), message: z.string() }).nullable(),
});
export type ProviderTrial = z.infer<typeof ProviderTrial>;

/** Which provider runs the models, why, and what is known of the others. */
export const ProviderOverview = z.object({
  wanted: Provider,
  used: ExecutionProvider,
  /**
   * `set`: as set. `fastest`: right, and faster than the CPU. `noneFaster`, `noneRight`: the CPU,
   * because no other was. `setWrong`, `setFailed`: the CPU, because the one that is set is wrong or
   * cannot be had, or failed at work. `untried`: the CPU, until the others have been tried.
   */
  reason: z.enum(['set', 'fastest', 'noneFaster', 'noneRight', 'setWrong', 'setFailed', 'untried']),
  /** The trial under way: which one, how many are done, of how many. */
  checking: z
    .object({ provider: ExecutionProvider, done: z.number().int(), of: z.number().int() })
    .nullable(),
  checkedAt: z.number().nullable(),
  trials: z.array(ProviderTrial),
});
export type ProviderOverview = z.infer<typeof ProviderOverview>;

export const EngineStatus = z.object({
  node: z.string(),
  startedAt: z.number(),
  provider: ExecutionProvider,
  threads: z.number().int(),
  models: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['detector', 'landmarks', 'embedder', 'liveness', 'mesh']),
      file: z.string(),
      sha256: z.string(),
      licence: z.string(),
      /** Whether it came with the program or was added at this station. */
      origin: z.enum(['shipped', 'user']),
    }),
  ),
  database: z.object({ path: z.string(), bytes: z.number(), cipher: z.string() }),
  people: z.number().int(),
  templates: z.number().int(),
  /** Active templates made by other embedders: they match nothing while this one is in use. */
  otherTemplates: z.number().int(),
});
export type EngineStatus = z.infer<typeof EngineStatus>;

/** The working point: what a threshold means at today's gallery size. */
export const WorkingPoint = z.object({
  mode: z.enum(['auto', 'fixed']),
  threshold: Similarity,
  risk: z.number(),
  gallerySize: z.number().int(),
  /** Chance that a stranger gets somebody's name at this threshold, per search. */
  expectedFpir: z.number(),
  /** Share of genuine comparisons under the threshold in the model's calibration data. */
  expectedFnmr: z.number(),
  /** What the site's own people add to the model's calibration. */
  site: z.object({
    /** People and pairs of different people compared with each other so far. */
    people: z.number().int(),
    pairs: z.number().int(),
    /** How much they count beside the calibration, 0 to 1. */
    weight: z.number(),
    /** The threshold that the same risk would have by the calibration alone. */
    modelThreshold: Similarity,
  }),
});
export type WorkingPoint = z.infer<typeof WorkingPoint>;

export const engine = {
  'engine.status': { input: z.object({}), output: EngineStatus },
  'engine.providers': { input: z.object({}), output: ProviderOverview },
  /** Tries every provider again, in the background; 'engine.providers' events tell how it goes. */
  'engine.checkProviders': { input: z.object({}), output: ProviderOverview },
  'engine.workingPoint': { input: z.object({}), output: WorkingPoint },
  /** What every similarity from 0 to 1 would mean as the threshold, at today's gallery. */
  'engine.riskScale': {
    input: z.object({}),
    output: z.object({
      similarity: z.array(z.number()),
      fpir: z.array(z.number()),
      fnmr: z.array(z.number()),
    }),
  },
  /** The score distributions the slider is drawn on: similarity against density, from calibration. */
  'engine.scoreCurves': {
    input: z.object({}),
    output: z.object({
      similarity: z.array(z.number()),
      mated: z.array(z.number()),
      nonMated: z.array(z.number()),
      /** What an FPIR of 1 means in words: calibration data's name. */
      source: z.string(),
      /** The site's own, at the same similarities; all 0 where there are no pairs yet. */
      site: z.object({
        mated: z.array(z.number()),
        nonMated: z.array(z.number()),
        matedPairs: z.number().int(),
        nonMatedPairs: z.number().int(),
      }),
    }),
  },
} as const;
