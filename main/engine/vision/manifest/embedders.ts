import { z } from 'zod';
import { Calibration } from './calibration';
import { common, five, Pair } from './parts';

export const ArcFace = z.object({
  ...common,
  role: z.literal('embedder'),
  family: z.literal('arcface-112'),
  outputs: z.object({ embedding: z.string() }),
  dimension: z.number().int().positive(),
  metric: z.literal('cosine'),
  template: five(Pair),
  /** Lengths before normalising: what non-faces, covered faces and good frontal faces have. */
  norms: z.object({
    noFace: z.number(),
    covered: z.number(),
    frontal: z.number(),
    typical: z.number(),
  }),
  calibration: Calibration.optional(),
});
