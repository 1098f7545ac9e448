import type { FrameMessage, FrameReply } from '../../../preload/contract/frames';
import { Fault, toFaultData } from '../../../preload/contract/faults';
import type { Frame, Pipeline } from '../pipeline';

/** The part of a message port that is used: Electron's and Node's both fit. */
export interface FramePort {
  postMessage(message: FrameReply): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  start(): void;
}

const MAX_SIDE = 8192;

/**
 * Answers each frame on the port it came by. The sender keeps one frame in flight; should it send
 * more all the same, only the newest waits and the one it replaces is answered with FRAME_INVALID.
 */
export function serveFrames(
  port: FramePort,
  pipeline: Pipeline,
  report: (where: string, error: unknown) => void,
): void {
  let busy = false;
  let waiting: unknown;

  const answer = async (data: unknown): Promise<void> => {
    busy = true;
    try {
      port.postMessage({ ok: true, data: await pipeline.process(parseFrame(data)) });
    } catch (error) {
      if (!(error instanceof Fault)) report('frame', error);
      port.postMessage({ ok: false, seq: seqOf(data), error: toFaultData(error) });
    } finally {
      busy = false;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) void answer(next);
    }
  };

  port.on('message', ({ data }) => {
    if (!busy) {
      void answer(data);
      return;
    }
    if (waiting !== undefined) {
      const error = { code: 'FRAME_INVALID' as const, message: 'a newer frame took its place' };
      port.postMessage({ ok: false, seq: seqOf(waiting), error });
    }
    waiting = data ?? null;
  });
  port.start();
}

function seqOf(data: unknown): number {
  const seq = (data as Partial<FrameMessage> | null)?.seq; // unchecked input, read with care
  return typeof seq === 'number' ? seq : -1;
}

/** Throws FRAME_INVALID naming what is wrong: null data, sizes out of range, bytes that do not match. */
export function parseFrame(data: unknown): Frame {
  const invalid = (message: string, detail: Record<string, unknown> = {}) =>
    new Fault('FRAME_INVALID', message, detail);
  if (typeof data !== 'object' || data === null) throw invalid('a frame message is empty');
  const frame = data as Partial<FrameMessage>; // every field is checked below
  const { seq, width, height, capturedAt } = frame;
  const side = (n: unknown): n is number =>
    typeof n === 'number' && Number.isInteger(n) && n > 0 && n <= MAX_SIDE;
  if (typeof seq !== 'number' || typeof capturedAt !== 'number' || !Number.isFinite(capturedAt)) {
    throw invalid('a frame needs seq and capturedAt as numbers');
  }
  if (!side(width) || !side(height)) {
    throw invalid(`a frame of ${width} x ${height} pixels`, { width, height, limit: MAX_SIDE });
  }
  if (!(frame.data instanceof ArrayBuffer)) throw invalid('a frame without pixels');
  const bytes = frame.data.byteLength;
  if (bytes !== width * height * 4) {
    const detail = { bytes, expected: width * height * 4 };
    throw invalid(`${bytes} bytes for ${width} x ${height} RGBA pixels`, detail);
  }
  return { seq, capturedAt, width, height, data: new Uint8ClampedArray(frame.data) };
}
