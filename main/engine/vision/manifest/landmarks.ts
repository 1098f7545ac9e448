import { z } from 'zod';
import { common, five } from './parts';

export const Points68 = z.object({
  ...common,
  role: z.literal('landmarks'),
  family: z.literal('points-68'),
  crop: z.object({ rule: z.literal('box'), scale: z.number().positive() }),
  outputs: z.object({ points: z.string() }),
  fivePoints: five(z.array(z.number().int().min(0).max(67)).min(1)),
});
