import type { VerifyOutcome } from '../../../preload/contract/calls/verify';
import type { ReasonCode } from '../../../preload/contract/shapes';
import { LIVENESS_FRAMES } from '../match/decide';

/**
 * A verdict falls once, on this many embedded frames: asking after each of them whether the threshold
 * is reached already would be as many comparisons, and the risk would no longer be what was set.
 */
export const FRAMES = 5;
/** So many of them must reach the threshold on their own: one lucky frame is not enough. */
export const AGREEING = 3;

export interface VerifyEvidence {
  /** Fused live face against the reference; null before a frame was embedded. */
  similarity: number | null;
  /** Each embedded frame against the reference on its own. */
  frames: readonly number[];
  liveness: { mean: number; frames: number } | null;
}

export interface VerifyRules {
  threshold: number;
  /** null: liveness is off. */
  livenessThreshold: number | null;
}

/**
 * What the evidence of one attempt says, or null while it is not all in. Pure. A face that is not live
 * is refused whoever it resembles; frames that disagree with what they say together are no answer.
 */
export function judge(
  { similarity, frames, liveness }: VerifyEvidence,
  { threshold, livenessThreshold }: VerifyRules,
): { outcome: VerifyOutcome; reason: ReasonCode | null } | null {
  if (livenessThreshold !== null) {
    if (!liveness || liveness.frames < LIVENESS_FRAMES) return null;
    if (liveness.mean < livenessThreshold) return { outcome: 'spoof', reason: null };
  }
  if (similarity === null || frames.length < FRAMES) return null;
  if (similarity < threshold) return { outcome: 'different', reason: null };
  const agreeing = frames.filter((frame) => frame >= threshold).length;
  if (agreeing < AGREEING) return { outcome: 'again', reason: 'HOLD_STILL' };
  return { outcome: 'same', reason: null };
}

/** How much of what a verdict needs is in, 0 to 1. */
export function progressOf(
  { frames, liveness }: VerifyEvidence,
  { livenessThreshold }: VerifyRules,
): number {
  const embedded = Math.min(1, frames.length / FRAMES);
  if (livenessThreshold === null) return embedded;
  return (embedded + Math.min(1, (liveness?.frames ?? 0) / LIVENESS_FRAMES)) / 2;
}
