import type { RiskModel } from '../match/risk';

/** What one verification amounts to, for the arithmetic of its risk. */
export interface Comparison {
  /** Templates of the one person, or 1 for a photo. */
  templates: number;
  /** Frames fused into the live face; 1 for a picture. */
  frames: number;
  /** Which try with this reference it is, from 1: each is a chance to match wrongly. */
  attempt: number;
}

type Law = Pick<RiskModel, 'fpir' | 'thresholdFor'>;

/**
 * The similarity at which `attempt` comparisons with one person wrongly match a stranger with
 * probability `risk` altogether. The best of a person's templates counts, so more templates ask for
 * more similarity; tries add up (Boole's inequality: never too low). Cosine.
 */
export function verifyThreshold(law: Law, risk: number, comparison: Comparison): number {
  const { templates, frames, attempt } = comparison;
  return law.thresholdFor(risk / attempt, { templates, people: 1, frames });
}

/** The share of strangers who would look this similar in as many tries: the false match rate. */
export function fmrAt(law: Law, similarity: number, comparison: Comparison): number {
  const { templates, frames, attempt } = comparison;
  return Math.min(1, attempt * law.fpir(similarity, { templates, people: 1, frames }));
}
