import { z } from 'zod';
import { common } from './parts';

export const MiniFasNet = z.object({
  ...common,
  role: z.literal('liveness'),
  family: z.literal('minifasnet'),
  crop: z.object({ rule: z.literal('scaled-inside'), scale: z.number().positive() }),
  outputs: z.object({ logits: z.string() }),
  liveClass: z.number().int().min(0),
  threshold: z.number().min(0).max(1),
  minFrames: z.number().int().positive(),
});
