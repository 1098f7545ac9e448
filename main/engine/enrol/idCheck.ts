import type { IdCheck, OverrideReason } from '../../../preload/contract/shapes';
import { Fault } from '../../../preload/contract/faults';
import { cosine, fuse } from '../match/fuse';
import type { RiskModel } from '../match/risk';
import { fmrAt, verifyThreshold } from '../verify/comparison';
import type { IdFace } from '../verify/idPhotos';
import type { View } from './views';

/** A comparison with an ID photo, and the photo's face to look at while the enrolment lasts. */
export type ComparedId = IdCheck & { face: Uint8Array };

/**
 * Compares the views of an enrolment, fused, with the face of an ID photo: one comparison at the false
 * match rate `risk`.
 */
export function compareWithId(
  views: readonly View[],
  photo: IdFace,
  { law, risk, now }: { law: Pick<RiskModel, 'fpir' | 'thresholdFor'>; risk: number; now: number },
): ComparedId {
  const live = fuse(views.map(({ vector, quality }) => ({ vector, weight: 1 + quality.unified })));
  const similarity = Math.min(1, Math.max(-1, cosine(live, photo.vector)));
  const comparison = { templates: 1, frames: views.length, attempt: 1 };
  const threshold = verifyThreshold(law, risk, comparison);
  return {
    similarity,
    threshold,
    risk,
    fmr: fmrAt(law, similarity, comparison),
    match: similarity >= threshold,
    photoQuality: photo.quality.unified,
    at: now,
    override: null,
    face: photo.crop,
  };
}

/** The comparison with the operator's word to go on. Throws Fault REFUSED where there is nothing to override. */
export function overridden(
  check: ComparedId | null,
  reason: OverrideReason,
  at: number,
): ComparedId {
  if (!check || check.match) throw new Fault('REFUSED', 'there is no mismatch to go on with');
  return { ...check, override: { reason, at } };
}

/** What is kept with the templates: the figures without the face. Throws Fault ID_MISMATCH. */
export function keptOf(check: ComparedId | null): IdCheck | null {
  if (!check) return null;
  const { face: _face, ...kept } = check;
  if (!kept.match && !kept.override) {
    const { similarity, threshold } = kept;
    throw new Fault('ID_MISMATCH', 'the views do not match the ID photo', {
      similarity,
      threshold,
    });
  }
  return kept;
}
