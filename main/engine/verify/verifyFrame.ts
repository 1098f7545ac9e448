import type { Quality, ReasonCode } from '../../../preload/contract/shapes';
import type { Candidate } from '../enrol/captureView';
import { gate, liveGate } from '../vision/gate';
import type { AlignedCrop, Box, RgbaImage } from '../vision/types';
import type { Verification } from './verification';

/** A frame and its clock, milliseconds. */
interface Frame extends RgbaImage {
  capturedAt: number;
}

interface Face extends Candidate {
  track: Candidate['track'] & { id: number; box: Box };
}

export interface VerifyFrameDeps {
  verification: Verification;
  minFacePx(): number;
  liveness(frame: Frame, box: Box): Promise<number>;
  embed(
    frame: Frame,
    face: Candidate,
  ): Promise<{ vector: Float32Array; crop: AlignedCrop; quality: Quality }>;
}

/**
 * Gives the verification that is open what a frame says of the one face in view, or what is in the
 * way: no face, a second one about as near, or the first thing the live gate asks to be put right. A
 * document held beside the face is smaller than a third of it and does not disturb.
 */
export function createFrameVerifier(deps: VerifyFrameDeps) {
  const { verification } = deps;

  const problemOf = (faces: readonly Face[]): ReasonCode | null => {
    const [main, other] = faces;
    if (!main) return 'NO_FACE';
    if (other && area(other) > area(main) / 3) return 'SEVERAL_FACES';
    main.reason = gate(main.track.box, main.quality, limits());
    return main.reason;
  };
  const limits = () => ({ ...liveGate, minFacePx: deps.minFacePx() });

  return async (frame: Frame, seen: readonly Face[]): Promise<void> => {
    const faces = [...seen].sort((a, b) => area(b) - area(a));
    const problem = problemOf(faces);
    const [main] = faces;
    verification.guide(problem);
    if (main && !problem) await look(frame, main);
    await verification.settle(frame.capturedAt);
  };

  async function look(frame: Frame, main: Face): Promise<void> {
    const wants = verification.wants(main.track.id, frame.capturedAt);
    if (wants.look) verification.add({ live: await deps.liveness(frame, main.track.box) });
    if (!wants.sample) return;
    const { vector, crop, quality } = await deps.embed(frame, main);
    main.quality = quality;
    main.reason = gate(main.track.box, quality, limits());
    if (main.reason) return verification.guide(main.reason);
    const { unified } = quality;
    const at = frame.capturedAt;
    verification.add({ sample: { vector, weight: 1 + unified, crop, quality: unified, at } });
  }
}

const area = ({ track: { box } }: Face) => box[2] * box[3];
