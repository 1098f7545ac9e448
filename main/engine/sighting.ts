import type { Box, FaceView } from '../../preload/contract/frames';
import type { Quality, ReasonCode } from '../../preload/contract/shapes';
import type { Decision } from './match/decide';
import type { TrackState } from './match/trackState';
import type { Track } from './vision/track';
import type { FacePlace, Landmarks } from './vision/types';

/** One face in one frame. */
export interface Sighting {
  track: Track;
  face: TrackState;
  landmarks: Landmarks;
  quality: Quality;
  reason: ReasonCode | null;
}

/** A decided face is looked at again this often: who stands there may have changed. */
const RELOOK_MS = 700;

/** Where the face lies, as alignment wants it: the detector's own box, not the smoothed one. */
export const place = ({ track, landmarks }: Placed): FacePlace => ({
  box: track.detection.box,
  five: landmarks.five,
});
export interface Placed {
  track: Pick<Track, 'detection'>;
  landmarks: Landmarks;
}

const area = ({ track: { box } }: { track: { box: Box } }) => box[2] * box[3];

/** The usable face that is urgent, or whose last look is oldest and old enough. `age` in milliseconds. */
export function neediest(
  sightings: readonly Sighting[],
  urgent: (s: Sighting) => boolean,
  age: (s: Sighting) => number,
): Sighting | undefined {
  return sightings
    .filter((s) => s.reason === null && (urgent(s) || age(s) >= RELOOK_MS))
    .sort(
      (a, b) => Number(urgent(b)) - Number(urgent(a)) || age(b) - age(a) || area(b) - area(a),
    )[0];
}

/** What the window is told of a face. `decision` is null while nothing is decided in this mode. */
export function faceView(
  { track, face, landmarks, quality, reason }: Sighting,
  decision: Decision | null,
  label: (personId: string) => FaceView['person'],
): FaceView {
  const named = decision?.outcome === 'known' ? decision.personId : null;
  return {
    trackId: track.id,
    box: track.box,
    points: landmarks.five,
    score: track.detection.score,
    outcome: decision?.outcome ?? 'pending',
    reason: decision ? decision.reason : reason,
    person: named === null ? null : label(named),
    similarity: decision?.similarity ?? null,
    secondBest: decision?.secondBest ?? null,
    liveness: face.evidence.read().liveness?.mean ?? null,
    evidence: decision?.evidence ?? 0,
    quality,
    decidedAfterMs: face.decidedAfterMs,
  };
}
