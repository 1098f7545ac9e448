import type { Quality, ReasonCode } from '../../../preload/contract/shapes';
import { createBlinkDetector } from '../vision/blink';
import { enrolGate, gate } from '../vision/gate';
import { eyeOpenness } from '../vision/meshMeasures';
import { withMesh } from '../vision/qualityMesh';
import type { AlignedCrop, Detection, Landmarks, RgbaImage, Vision } from '../vision/types';
import type { Enrolment } from './enrolment';

/** A frame and its clock, milliseconds. */
interface Frame extends RgbaImage {
  capturedAt: number;
}

/** One face of the frame. Its quality and reason are brought up to date by what is found out here. */
export interface Candidate {
  track: { detection: Detection };
  landmarks: Landmarks;
  quality: Quality;
  reason: ReasonCode | null;
}

export interface CaptureDeps {
  vision: Pick<Vision, 'mesh' | 'isFace'>;
  enrolment: Pick<Enrolment, 'guide' | 'wants' | 'offer'>;
  minFacePx(): number;
  embed(
    frame: Frame,
    face: Candidate,
  ): Promise<{ vector: Float32Array; crop: AlignedCrop; quality: Quality }>;
  encodeJpeg(crop: AlignedCrop): Promise<Uint8Array>;
}

/**
 * Offers the enrolment under way the largest face of a frame as a view, or says what is in the way:
 * no face, a second one about as near, no face by the mesh's word, eyes that are shut by the person's
 * own measure, or the first thing the enrolment gate asks to be put right. The mesh is run on every
 * frame that passes the gate without it: what is open must be known before it can be shut.
 */
export function createViewCapture(deps: CaptureDeps) {
  const { vision, enrolment, minFacePx, embed, encodeJpeg } = deps;
  /** By track: whoever comes next has other eyes. */
  const eyes = new WeakMap<object, ReturnType<typeof createBlinkDetector>>();

  async function lookClosely(frame: Frame, face: Candidate): Promise<ReasonCode | null> {
    const { track } = face;
    const mesh = await vision.mesh(frame, track.detection.box);
    if (!vision.isFace(track.detection, mesh)) return 'NOT_A_FACE';
    face.quality = withMesh(face.quality, face.landmarks.five, mesh);
    const { left, right } = eyeOpenness(mesh.points);
    const lids = eyes.get(track) ?? createBlinkDetector();
    eyes.set(track, lids);
    lids.add((left + right) / 2, frame.capturedAt);
    return lids.closed ? 'EYES_CLOSED' : null;
  }

  return async (frame: Frame, faces: readonly Candidate[]): Promise<void> => {
    const [main, other] = [...faces].sort((a, b) => area(b) - area(a));
    if (!main) return enrolment.guide('NO_FACE');
    if (other && area(other) > area(main) / 3) return enrolment.guide('SEVERAL_FACES');
    const { box } = main.track.detection;
    const limits = { ...enrolGate, minFacePx: minFacePx() };
    main.reason =
      gate(box, main.quality, limits) ??
      (await lookClosely(frame, main)) ??
      gate(box, main.quality, limits);
    if (main.reason) return enrolment.guide(main.reason);
    if (!enrolment.wants(main.quality, frame.capturedAt)) return enrolment.guide(null);
    const { vector, crop, quality } = await embed(frame, main);
    main.quality = quality;
    main.reason = gate(box, quality, limits);
    if (main.reason) return enrolment.guide(main.reason);
    await enrolment.offer({ vector, quality, at: frame.capturedAt }, () => encodeJpeg(crop));
  };
}

const area = ({ track: { detection } }: Candidate) => detection.box[2] * detection.box[3];
