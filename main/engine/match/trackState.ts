import type { Quality, ReasonCode } from '../../../preload/contract/shapes';
import { createEvidence, type SearchPort, type TrackEvidence } from './evidence';
import { cosine } from './fuse';

/** What is known of one track beside its boxes. Times are the frame clock's milliseconds. */
export interface TrackState {
  evidence: TrackEvidence;
  /** `people.id` of who was named on the frame before. */
  established: string | null;
  firstUsableAt: number | null;
  decidedAfterMs: number | null;
  /** Since when the present reason, or the tie of two people, has stood. */
  reason: { code: ReasonCode; since: number } | null;
  tieSince: number | null;
  /** The last measure, and when the next is due: on every frame until the face is decided. */
  quality: Quality | null;
  measureAt: number;
  /** Probes in a row that show another face than the track's. */
  strikes: number;
}

/** Advice is told as the answer once it has stood this long; a shorter one would flicker. */
const INSIST_MS = 800;
/** A tie between two people that lasts this long is written down. */
const TIE_MS = 2000;
/**
 * Under this cosine to the track's own fused face a probe is somebody else's: two views of one
 * person stay above it in 98.9 % of LFW pairs (FMR 1e-3, docs/measurements.md), and a track's frames
 * are far more alike than those. Two in a row, and the track starts anew: people may swap places
 * behind a pillar, a name may not.
 */
const SAME_FACE = 0.335;
const STRIKES = 2;

export function createTrackState(gallery: SearchPort): TrackState {
  return {
    evidence: createEvidence(gallery),
    established: null,
    firstUsableAt: null,
    decidedAfterMs: null,
    reason: null,
    tieSince: null,
    quality: null,
    measureAt: -Infinity,
    strikes: 0,
  };
}

/** Notes why the present frame is no use, or that it is. */
export function noteReason(state: TrackState, code: ReasonCode | null, now: number): void {
  if (code === null) state.reason = null;
  else if (state.reason?.code !== code) state.reason = { code, since: now };
}

/** Whether the present reason has stood long enough to be told as the answer. */
export const insists = ({ reason }: TrackState, now: number): boolean =>
  reason !== null && now - reason.since >= INSIST_MS;

/** Notes whether two people are about equally near, and says whether that has lasted. */
export function noteTie(state: TrackState, tie: boolean, now: number): boolean {
  state.tieSince = tie ? (state.tieSince ?? now) : null;
  return state.tieSince !== null && now - state.tieSince >= TIE_MS;
}

/** Whether a new probe shows the track's face, once not (it may be a bad frame), or another's. */
export function compareWithTrack(
  state: TrackState,
  probe: Float32Array,
): 'same' | 'doubtful' | 'another' {
  const fused = state.evidence.vector();
  const strange = fused !== null && cosine(fused, probe) < SAME_FACE;
  state.strikes = strange ? state.strikes + 1 : 0;
  if (!strange) return 'same';
  return state.strikes < STRIKES ? 'doubtful' : 'another';
}
