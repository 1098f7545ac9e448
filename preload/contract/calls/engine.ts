import { z } from 'zod';
import { Similarity } from '../shapes';
import { Provider } from './settings';

export const EngineStatus = z.object({
  node: z.string(),
  startedAt: z.number(),
  provider: Provider,
  threads: z.number().int(),
  models: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['detector', 'landmarks', 'embedder', 'liveness']),
      file: z.string(),
      sha256: z.string(),
      licence: z.string(),
    }),
  ),
  database: z.object({ path: z.string(), bytes: z.number(), cipher: z.string() }),
  people: z.number().int(),
  templates: z.number().int(),
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
});
export type WorkingPoint = z.infer<typeof WorkingPoint>;

export const engine = {
  'engine.status': { input: z.object({}), output: EngineStatus },
  'engine.workingPoint': { input: z.object({}), output: WorkingPoint },
  /** The score distributions the slider is drawn on: similarity against density, from calibration. */
  'engine.scoreCurves': {
    input: z.object({}),
    output: z.object({
      similarity: z.array(z.number()),
      mated: z.array(z.number()),
      nonMated: z.array(z.number()),
      /** What an FPIR of 1 means in words: calibration data's name. */
      source: z.string(),
    }),
  },
} as const;
