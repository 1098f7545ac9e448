import type { AppCalls, CallOutput } from '../../preload/contract/calls';

export type EventScore = CallOutput<AppCalls, 'log.scores'>['scores'][number];

/** An event that another threshold would have decided otherwise, and how. */
export interface Changed {
  event: EventScore;
  would: 'lose-name' | 'get-name' | 'be-uncertain';
}

/**
 * Which events would have come out otherwise at `threshold`, from the figures they were decided on:
 * a name below it is lost; a stranger over it gets somebody's name, or is a tie where the lead is
 * under `margin`. Refusals stay refusals: they never hung on the threshold. An event after the first
 * of a visit was never written, so this counts visits.
 */
export function otherwise(
  scores: readonly EventScore[],
  threshold: number,
  margin: number,
): Changed[] {
  return scores.flatMap((event): Changed[] => {
    const { outcome, similarity, secondBest } = event;
    if (similarity === null) return [];
    const over = similarity >= threshold;
    if (outcome === 'known' && !over) return [{ event, would: 'lose-name' }];
    if (outcome !== 'unknown' || !over) return [];
    const tie = similarity - (secondBest ?? -1) < margin;
    return [{ event, would: tie ? 'be-uncertain' : 'get-name' }];
  });
}
