import { z } from 'zod';
import { EventRow, Id, Outcome, ThresholdChange } from '../shapes';

export const log = {
  /** Newest first. `before` continues below a row's `seq`. */
  'log.list': {
    input: z.object({
      person: Id.optional(),
      /** A day of the station's own clock, YYYY-MM-DD. */
      day: z.iso.date().optional(),
      outcome: Outcome.optional(),
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ events: z.array(EventRow), more: z.boolean() }),
  },
  /** The thresholds that came into force in a time (wall clock, `from` inclusive), newest first. */
  'log.thresholdChanges': {
    input: z.object({
      from: z.number().default(0),
      to: z.number().optional(),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    output: z.object({ changes: z.array(ThresholdChange) }),
  },
  /** What the events of a time were decided on, newest first: to try another threshold on them. */
  'log.scores': {
    input: z.object({
      from: z.number(),
      to: z.number().optional(),
      limit: z.number().int().min(1).max(20_000).default(5_000),
    }),
    output: z.object({
      scores: z.array(
        z.object({
          seq: z.number().int(),
          at: z.number(),
          outcome: Outcome,
          /** As called then; null for nobody, and for somebody erased since. */
          name: z.string().nullable(),
          similarity: z.number().nullable(),
          secondBest: z.number().nullable(),
        }),
      ),
      more: z.boolean(),
    }),
  },
} as const;
