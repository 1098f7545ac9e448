import type { EnrolState } from '../../../preload/contract/calls/enrol';
import type { Quality } from '../../../preload/contract/shapes';
import { cosine } from '../match/fuse';

/** A view that was taken: what is needed to judge the next one, and to save it. */
export interface View {
  id: string;
  vector: Float32Array;
  quality: Quality;
  thumbnail: Uint8Array;
  /** Frame clock, milliseconds. */
  at: number;
}

export type Wanted = NonNullable<EnrolState['wanted']>;

/** Three is the fewest that show a face from more than one side; see docs/decisions/0006-enrolment.md. */
export const VIEWS_NEEDED = 3;
const ORDER: Wanted[] = ['front', 'left', 'right'];
/** After this long without a view in the wanted pose, any view unlike the others will do. */
const PATIENCE_MS = 2500;
/** Between two views at least this long, so that they are not the same instant. */
const PAUSE_MS = 400;

/** Which pose to ask for next. */
export function nextWanted(views: readonly View[]): Wanted | null {
  return views.length >= VIEWS_NEEDED ? null : (ORDER[views.length] ?? 'any');
}

/** Left and right are the person's own; yaw is positive when the face points to the picture's right. */
export function fits(wanted: Wanted, { yawDeg, pitchDeg }: Quality): boolean {
  switch (wanted) {
    case 'front':
      return Math.abs(yawDeg) <= 10 && Math.abs(pitchDeg) <= 15;
    case 'left':
      return yawDeg >= 10;
    case 'right':
      return yawDeg <= -10;
    case 'up':
      return pitchDeg >= 8;
    case 'down':
      return pitchDeg <= -8;
    case 'any':
      return true;
  }
}

/** Whether the pose is the one asked for, or time has come to take what there is. */
export function wants(
  views: readonly View[],
  quality: Quality,
  at: number,
  since: number,
): boolean {
  const wanted = nextWanted(views);
  if (wanted === null) return false;
  const last = views.at(-1);
  if (last && at - last.at < PAUSE_MS) return false;
  return fits(wanted, quality) || at - since > PATIENCE_MS;
}

/** At least this far from every earlier view: in pose (degrees) or in the embedding (1 - cosine). */
const POSE_APART_DEG = 8;
const EMBEDDING_APART = 0.04;

/** A view that shows nothing new is not worth a template. The longer one waits, the less is asked. */
export function isNew(
  views: readonly View[],
  view: Pick<View, 'vector' | 'quality' | 'at'>,
  since: number,
): boolean {
  const waited = Math.max(0, view.at - since - PATIENCE_MS) / PATIENCE_MS;
  const strictness = 1 / (1 + waited);
  return views.every((other) => {
    const pose = Math.hypot(
      view.quality.yawDeg - other.quality.yawDeg,
      view.quality.pitchDeg - other.quality.pitchDeg,
    );
    const apart = (1 - cosine(view.vector, other.vector)) / EMBEDDING_APART;
    return Math.max(pose / POSE_APART_DEG, apart) >= strictness;
  });
}
