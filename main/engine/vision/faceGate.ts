import type { Detection, RgbaImage, Vision } from './types';

/** A face that says no is asked again after this long: it may have turned to the camera meanwhile. */
const RETRY_MS = 1000;

/**
 * Whether a track is a face, asked before anything of it is kept without anybody pressing a button:
 * the detector's score must reach its capture threshold and the mesh must agree. A yes holds for the
 * track, so the mesh runs about once for each new one; recognition itself never asks.
 */
export function createFaceGate(vision: Pick<Vision, 'mesh' | 'isFace'>) {
  const asked = new WeakMap<object, { at: number; face: boolean }>();
  return async (
    frame: RgbaImage & { capturedAt: number },
    track: { detection: Detection },
  ): Promise<boolean> => {
    const last = asked.get(track);
    if (last && (last.face || frame.capturedAt - last.at < RETRY_MS)) return last.face;
    const face = vision.isFace(track.detection, await vision.mesh(frame, track.detection.box));
    asked.set(track, { at: frame.capturedAt, face });
    return face;
  };
}
