import { z } from 'zod';
import { Pair } from './parts';

/**
 * How the embedder's similarities are distributed, measured on a named data set. `fmrQuantiles` and
 * `fnmrQuantiles` pair a rate with the threshold that gives it. Above `tail.u` (exceeded at `rate`)
 * non-mated similarities follow a generalised Pareto law: rate · (1 + xi · (t − u) / sigma)^(−1/xi).
 * `curves` are densities for drawing.
 */
export const Calibration = z.object({
  source: z.string(),
  date: z.string(),
  command: z.string(),
  people: z.number().int(),
  images: z.number().int(),
  pairs: z.number().int(),
  matedPairs: z.number().int(),
  /** Non-mated pairs left out, and by which rule. */
  excluded: z.object({ rule: z.string(), pairs: z.array(z.tuple([z.string(), z.string()])) }),
  fmrQuantiles: z.array(Pair),
  tail: z.object({
    kind: z.literal('gpd'),
    method: z.string(),
    u: z.number(),
    rate: z.number().positive(),
    xi: z.number(),
    sigma: z.number().positive(),
    exceedances: z.number().int(),
    /** Largest distance between the fitted and the empirical distribution above u (Kolmogorov-Smirnov). */
    ks: z.number(),
    /** How often draws from the law itself lie that far from their fit; under 0.1 the law is doubtful. */
    ksP: z.number().optional(),
    /** 95 % intervals of u and the unrestricted fit by resampling people; null where not measured. */
    interval: z.object({ xi: Pair, sigma: Pair, u: Pair }).nullable(),
  }),
  fnmrQuantiles: z.array(Pair),
  /** [FMR, theta]: m templates of one person are reached as often as m^theta people's. */
  grouping: z.array(Pair).optional(),
  /** [frames, factor]: how much more often a probe fused of so many images reaches a high similarity. */
  fusion: z.array(Pair).optional(),
  curves: z
    .object({
      similarity: z.array(z.number()),
      mated: z.array(z.number()),
      nonMated: z.array(z.number()),
    })
    .refine(
      ({ similarity, mated, nonMated }) =>
        mated.length === similarity.length && nonMated.length === similarity.length,
      'all three of one length',
    ),
});
export type Calibration = z.infer<typeof Calibration>;
