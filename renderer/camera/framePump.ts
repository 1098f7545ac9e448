import type { FrameMessage, FrameReply } from '../../preload/contract/frames';
import { STALL_MS, type FromWorker } from './messages';

/** A picture that can be let go; VideoFrame and ImageBitmap both are. */
export interface Picture {
  close(): void;
}

export interface FramePumpDeps<P extends Picture> {
  /** Pixels of the picture, scaled down for the engine. */
  read(picture: P): Pick<FrameMessage, 'width' | 'height' | 'data'>;
  send(message: FrameMessage): void;
  show(picture: P, reply: FrameReply | null): void;
  tell(message: Extract<FromWorker, { type: 'submitted' | 'count' }>): void;
  /** Milliseconds since the epoch, with a fraction. */
  now(): number;
}

/**
 * Keeps one frame in flight and only the newest waiting. A picture is shown together with its own
 * result, so that boxes never lag behind the face; while the engine does not answer, pictures are
 * shown bare.
 */
export function createFramePump<P extends Picture>(deps: FramePumpDeps<P>) {
  let connected = false;
  let seq = 0;
  let inFlight: { seq: number; picture: P; sentAt: number; submission: number | null } | null =
    null;
  let waiting: { picture: P; capturedAt: number; submission: number | null } | null = null;
  const counts = { camera: 0, processed: 0 };

  const stalled = () =>
    !connected || (inFlight !== null && deps.now() - inFlight.sentAt > STALL_MS);

  function sendNext(): void {
    if (!connected || inFlight || !waiting) return;
    const { picture, capturedAt, submission } = waiting;
    waiting = null;
    seq++;
    inFlight = { seq, picture, sentAt: deps.now(), submission };
    deps.send({ seq, capturedAt, ...deps.read(picture) });
  }

  function offer(picture: P, capturedAt: number, submission: number | null): void {
    if (stalled() && submission === null) {
      deps.show(picture, null);
      return;
    }
    if (waiting?.submission != null) {
      picture.close(); // a picture out of turn goes first
      return;
    }
    waiting?.picture.close();
    waiting = { picture, capturedAt, submission };
    sendNext();
  }

  return {
    /** A new port, or none: what was in flight on the old one is lost. */
    connect(isConnected: boolean): void {
      connected = isConnected;
      const lost = inFlight;
      inFlight = null;
      if (lost) deps.show(lost.picture, null);
      if (lost?.submission != null) deps.tell({ type: 'submitted', id: lost.submission });
      sendNext();
    },
    frame(picture: P): void {
      counts.camera++;
      offer(picture, deps.now(), null);
    },
    submit(id: number, picture: P, capturedAt: number): void {
      offer(picture, capturedAt, id);
    },
    answer(reply: FrameReply): void {
      const replySeq = reply.ok ? reply.data.seq : reply.seq;
      if (!inFlight || inFlight.seq !== replySeq) return; // of a port that is gone
      const { picture, submission } = inFlight;
      inFlight = null;
      counts.processed++;
      deps.show(picture, reply);
      if (submission !== null) deps.tell({ type: 'submitted', id: submission });
      sendNext();
    },
    /** Counts start anew with each source. */
    restart(): void {
      waiting?.picture.close();
      waiting = null;
      counts.camera = 0;
      counts.processed = 0;
    },
    report(): void {
      deps.tell({ type: 'count', ...counts });
    },
  };
}
