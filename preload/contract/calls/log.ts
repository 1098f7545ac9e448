import { z } from 'zod';
import { EventRow, Id, Outcome } from '../shapes';

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
} as const;
