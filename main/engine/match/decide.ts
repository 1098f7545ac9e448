import type { Outcome, ReasonCode } from '../../../preload/contract/shapes';
import type { Hit } from './gallery';

/** What must hold before a name is said; see docs/decisions/0005-decision.md. */
export interface DecisionRules {
  threshold: number;
  /** Lead over the second-best person. */
  margin: number;
  /** Embedded frames whose own nearest person is the one named. */
  agreement: number;
  /** Similarity at which the evidence is overwhelming and CERTAIN_FRAMES are enough; null: never. */
  certain: number | null;
  /** null: liveness is off. */
  livenessThreshold: number | null;
  /** The similarity that this person's name needs, which look-alikes raise; the threshold if not given. */
  bar?: (personId: string) => number;
}

export interface Evidence {
  /** The two nearest people to the fused embedding; empty before a frame was embedded or in an empty gallery. */
  hits: readonly Hit[];
  /** Nearest person of each embedded frame on its own, over the threshold or not; oldest first. */
  votes: readonly string[];
  /** Embedded frames so far, whatever they said. */
  frames: number;
  /** Mean probability of live over the frames judged, and how many those were. */
  liveness: { mean: number; frames: number } | null;
  /** Who was named on the frame before, if anyone. */
  established: string | null;
  /** Why the present frame could not be used, if so. */
  reason: ReasonCode | null;
  /** That reason has stood long enough to be told as an answer: look again. */
  insistent: boolean;
}

export interface Decision {
  outcome: Outcome | 'pending';
  reason: ReasonCode | null;
  /** Set for `known`; for `spoof` whom the face resembles, if anyone. */
  personId: string | null;
  similarity: number | null;
  secondBest: number | null;
  /** 0 to 1: how much of what is needed is in. */
  evidence: number;
}

/** Liveness is a mean over at least this many frames (the model's own advice, see MODELS in docs). */
export const LIVENESS_FRAMES = 5;
/** Evidence is overwhelming where the risk is this many times smaller than the one accepted. */
export const OVERWHELMING = 100;
/** Frames that overwhelming evidence needs all the same: one may show anything. */
const CERTAIN_FRAMES = 2;
/** A name that stands is given up only this far under the threshold, so that it does not flicker. */
export const HYSTERESIS = 0.03;

/** Decides one track from its evidence so far. Pure; called for every frame. */
export function decide(evidence: Evidence, rules: DecisionRules): Decision {
  const [best, second] = evidence.hits;
  const similarity = best?.similarity ?? null;
  const secondBest = second?.similarity ?? null;
  const decision = (
    outcome: Decision['outcome'],
    reason: ReasonCode | null,
    personId: string | null,
  ): Decision => ({
    outcome,
    reason,
    personId,
    similarity,
    secondBest,
    evidence: outcome === 'pending' ? progress(evidence, rules) : 1,
  });

  /** Nothing is decided yet; a reason that stands is an answer of its own. */
  const wait = (otherwise: ReasonCode): Decision =>
    evidence.reason !== null && evidence.insistent
      ? decision('uncertain', evidence.reason, null)
      : decision('pending', evidence.reason ?? otherwise, null);

  const standing = best !== undefined && best.personId === evidence.established;
  const reached =
    best !== undefined && best.similarity >= rules.threshold - (standing ? HYSTERESIS : 0);
  const live = livenessVerdict(evidence, rules);
  if (live === 'spoof') return decision('spoof', null, reached ? best.personId : null);
  if (evidence.frames < rules.agreement && !overwhelming(evidence, rules)) {
    return wait('HOLD_STILL');
  }
  if (!reached) {
    // A stranger is a stranger once as many frames were seen as a name would have needed.
    return live === 'pending' ? wait('LIVENESS_PENDING') : decision('unknown', null, null);
  }
  const lead = best.similarity - (secondBest ?? -1);
  // Somebody with a look-alike must be nearer than the look-alike's picture is, by twice the lead.
  const bar = rules.bar?.(best.personId) ?? rules.threshold;
  const margin = bar > rules.threshold ? 2 * rules.margin : rules.margin;
  if (lead < margin || best.similarity < bar - (standing ? HYSTERESIS : 0)) {
    return decision('uncertain', 'AMBIGUOUS', null);
  }
  const votes = evidence.votes.filter((vote) => vote === best.personId).length;
  if (!standing && votes < rules.agreement && !overwhelming(evidence, rules)) {
    return wait('HOLD_STILL');
  }
  if (live === 'pending') return wait('LIVENESS_PENDING');
  return decision('known', null, best.personId);
}

/**
 * Whether fewer frames than agreed will do: every frame so far named the same person, far over the
 * threshold and with twice the lead.
 */
function overwhelming({ hits: [best, second], votes, frames }: Evidence, rules: DecisionRules) {
  if (rules.certain === null || best === undefined || frames < CERTAIN_FRAMES) return false;
  const lead = best.similarity - (second?.similarity ?? -1);
  return (
    best.similarity >= rules.certain &&
    lead >= 2 * rules.margin &&
    votes.every((vote) => vote === best.personId)
  );
}

function livenessVerdict(
  { liveness }: Evidence,
  rules: DecisionRules,
): 'live' | 'spoof' | 'pending' {
  if (rules.livenessThreshold === null) return 'live';
  if (!liveness || liveness.frames < LIVENESS_FRAMES) return 'pending';
  return liveness.mean >= rules.livenessThreshold ? 'live' : 'spoof';
}

function progress({ frames, liveness }: Evidence, rules: DecisionRules): number {
  const embedded = Math.min(1, frames / rules.agreement);
  if (rules.livenessThreshold === null) return embedded;
  return (embedded + Math.min(1, (liveness?.frames ?? 0) / LIVENESS_FRAMES)) / 2;
}
