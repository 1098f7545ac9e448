import type { FaultData } from './faults';
import type { Outcome, Quality, ReasonCode } from './shapes';

/**
 * The frame port. One frame is in flight; the sender waits for the answer to `seq` before it sends
 * the next and keeps only the newest in between. Pixels are cloned, never transferred: a transferred
 * ArrayBuffer arrives as null in another Electron process.
 */
export interface FrameMessage {
  seq: number;
  /** Milliseconds since the epoch when the camera delivered the frame. */
  capturedAt: number;
  width: number;
  height: number;
  /** RGBA, row-major, width * height * 4 bytes. */
  data: ArrayBuffer;
}

/** A box in pixels of the frame that was sent: left, top, width, height. */
export type Box = [x: number, y: number, w: number, h: number];
/** Left eye, right eye, nose tip, left and right mouth corner, as seen in the picture; frame pixels. */
export type FivePoints = [Point, Point, Point, Point, Point];
export type Point = [x: number, y: number];

/** One tracked face in one frame. */
export interface FaceView {
  trackId: number;
  box: Box;
  points: FivePoints | null;
  score: number;
  outcome: Outcome | 'pending';
  /** Why no name is said (yet); null for a name. */
  reason: ReasonCode | null;
  person: { id: string; personId: string; name: string } | null;
  /** Cosine of the fused track embedding and the best person's template; null before it was embedded. */
  similarity: number | null;
  secondBest: number | null;
  /** Probability of a live face, mean over the track; null when off or not yet judged. */
  liveness: number | null;
  /** How much of the evidence that a decision needs is in, 0 to 1: the ring around the face. */
  evidence: number;
  quality: Quality | null;
  /** From the first usable frame to the first decision; null before it. */
  decidedAfterMs: number | null;
}

export interface FrameResult {
  seq: number;
  capturedAt: number;
  width: number;
  height: number;
  faces: FaceView[];
  /** Threshold that was in force for this frame. */
  threshold: number;
  /** Milliseconds by stage in the engine. */
  timing: {
    detect: number;
    landmarks: number;
    liveness: number;
    embed: number;
    search: number;
    total: number;
  };
}

export type FrameReply =
  | { ok: true; data: FrameResult }
  | { ok: false; seq: number; error: FaultData };
