import { z } from 'zod';
import { common } from './parts';

export const FaceMesh192 = z.object({
  ...common,
  role: z.literal('mesh'),
  family: z.literal('facemesh-192'),
  /** A square of `scale` times the box's longer side, about its middle. */
  crop: z.object({ rule: z.literal('square'), scale: z.number().positive() }),
  /** Points as x, y, z in input pixels, and the probability that the crop shows a face. */
  outputs: z.object({ points: z.string(), face: z.string() }),
  /** A box whose probability is lower is no face. */
  faceThreshold: z.number().min(0).max(1),
});
