import type { FaultData } from '../../preload/contract/faults';
import type { FrameResult } from '../../preload/contract/frames';

/** Window to capture worker. Ports and streams travel in the transfer list. */
export type ToWorker =
  | { type: 'source'; readable: ReadableStream<VideoFrame> | null }
  | { type: 'track'; track: MediaStreamTrack }
  | { type: 'port'; port: MessagePort | null }
  /** The longer side, pixels, of the frames that go to the engine from now on. */
  | { type: 'side'; side: number }
  /** One picture out of turn, answered by a `submitted` with the same id. */
  | { type: 'submit'; id: number; picture: ImageBitmap; capturedAt: number };

/** A picture to show, with what was found in it. Both are null while the engine does not answer. */
export interface Shot {
  picture: VideoFrame | ImageBitmap;
  result: FrameResult | null;
  /** Why the engine refused the frame (a full disk, say). */
  error: FaultData | null;
}

export type FromWorker =
  | ({ type: 'shot' } & Shot)
  | { type: 'submitted'; id: number }
  /** Frames the camera delivered and frames the engine answered, since the source began. */
  | { type: 'count'; camera: number; processed: number }
  | { type: 'ended' };

/** The engine sees frames of at most this many pixels on the longer side; the window shows them whole. */
export const ANALYSIS_SIDE = 640;
/** The same while far faces are watched for. */
export const FAR_SIDE = 1280;

/** Without an answer for this long the picture goes on without boxes. */
export const STALL_MS = 600;
