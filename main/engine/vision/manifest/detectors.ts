import { z } from 'zod';
import { common } from './parts';

/** Fields of every detector. */
const detector = {
  ...common,
  role: z.literal('detector'),
  fit: z.literal('letterbox-top-left'),
  scoreThreshold: z.number().min(0).max(1),
  /** Asked of a face before it is captured without anybody pressing a button. */
  captureScoreThreshold: z.number().min(0).max(1),
  nmsIou: z.number().min(0).max(1),
};

export const RfbSsd = z.object({
  ...detector,
  family: z.literal('rfb-ssd'),
  outputs: z.object({ scores: z.string(), boxes: z.string() }),
  anchors: z.number().int().positive(),
});
export const YuNet = z.object({
  ...detector,
  family: z.literal('yunet'),
  /** Each stride's outputs; `prefix` + stride is the name. */
  outputs: z.object({ cls: z.string(), obj: z.string(), box: z.string(), points: z.string() }),
  strides: z.array(z.number().int().positive()).min(1),
});
