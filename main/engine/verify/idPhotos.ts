import { randomUUID } from 'node:crypto';
import type { ReadPhoto } from '../../../preload/contract/calls/verify';
import { Fault } from '../../../preload/contract/faults';
import type { Quality, ReasonCode } from '../../../preload/contract/shapes';
import { describeFaces, prominentFace, type FoundFace } from '../evaluate/faces';
import { isRival, photoGate } from '../people/importPhoto';
import { gate, liveGate, type GateLimits } from '../vision/gate';
import { detectTiled } from '../vision/tiles';
import type { AlignedCrop, Detection, RgbaImage, Vision } from '../vision/types';

/** A face of an ID photo, ready to be compared. */
export interface IdFace {
  /** Unit vector. */
  vector: Float32Array;
  quality: Quality;
  /** JPEG of the aligned crop, for the screen; never stored. */
  crop: Uint8Array;
  problem: ReasonCode | null;
}

export interface IdPhotoDeps {
  vision: Vision;
  decode(photo: Uint8Array, name: string): Promise<RgbaImage>;
  encodeJpeg(crop: AlignedCrop): Promise<Uint8Array>;
  livenessThreshold(): number;
  now(): number;
}

interface Prepared extends IdFace {
  /** Why it cannot be compared at all. */
  refused: ReasonCode | null;
  /** Judged to be a person, not a picture of one. */
  live: boolean;
}

/**
 * A face on a document is printed small and photographed again: what `photoGate` asks of a template
 * is advice here, and only what cannot be compared at all is refused.
 */
const documentGate: GateLimits = { ...liveGate, minFacePx: 36, minSharpness: 5, minExposure: 5 };
/** A photo that was read and not used is forgotten after this long. */
const KEPT_MS = 10 * 60_000;
const MOST_FACES = 6;

/**
 * Reads photos of ID documents. One is kept at a time, as vectors and crops in memory: neither the
 * photo nor its faces are ever written down.
 */
export function createIdPhotos(deps: IdPhotoDeps) {
  const { vision, decode, encodeJpeg, livenessThreshold, now } = deps;
  let kept: { id: string; at: number; faces: Prepared[] } | null = null;

  return {
    /** The faces of a photo; see the call `verify.readPhoto`. Throws NO_FACE, SEVERAL_FACES, POOR_QUALITY, IMAGE_*. */
    async read(photo: Uint8Array, from: 'file' | 'snapshot'): Promise<ReadPhoto> {
      kept = null;
      const image = await decode(photo, 'photo');
      const faces = await detectTiled((part) => vision.detect(part), image, {
        smallestPx: documentGate.minFacePx,
        untilFound: from === 'file', // a snapshot is looked through: the document's face is the small one
      });
      const chosen = choose(faces, image, from);
      const found = await describeFaces(vision, image, chosen);
      const prepared: Prepared[] = [];
      for (const face of found) {
        const live = from === 'snapshot' && (await isLive(image, face));
        prepared.push({ ...(await prepare(face)), live });
      }
      const [first] = prepared;
      if (from === 'file' && first?.refused) {
        throw new Fault('POOR_QUALITY', `the photo's face: ${first.refused}`, {
          reasons: [first.refused],
        });
      }
      kept = { id: randomUUID(), at: now(), faces: prepared };
      return {
        photoId: kept.id,
        faces: prepared.map(({ crop, quality, problem }, i) => ({
          crop,
          quality,
          problem,
          widthPx: chosen[i]!.box[2],
        })),
        likely: prepared.length > 1 ? 1 : 0,
      };
    },
    /** Throws Fault PHOTO_GONE; POOR_QUALITY for a face that cannot be compared, LIVE_FACE for its holder's. */
    pick(photoId: string, face: number): IdFace {
      const known = kept?.id === photoId && now() - kept.at < KEPT_MS ? kept.faces[face] : null;
      if (!known) throw new Fault('PHOTO_GONE', 'no photo with that id is at hand');
      const { refused, live, ...picked } = known;
      if (live) throw new Fault('LIVE_FACE', 'the face is a live one, not that of a document');
      if (refused) throw new Fault('POOR_QUALITY', `the face: ${refused}`, { reasons: [refused] });
      return picked;
    },
    forget(): void {
      kept = null;
    },
  };

  /** Its holder before the camera: compared with himself, everybody would match. */
  async function isLive(image: RgbaImage, { detection }: FoundFace): Promise<boolean> {
    return (await vision.liveness(image, detection.box)) >= livenessThreshold();
  }

  async function prepare({ detection: { box }, embedding, quality, crop }: FoundFace) {
    return {
      vector: embedding.vector,
      quality,
      crop: await encodeJpeg(crop),
      problem: gate(box, quality, photoGate),
      refused: gate(box, quality, documentGate),
    };
  }
}

export type IdPhotos = ReturnType<typeof createIdPhotos>;

/** The one face of a document; of a snapshot all, nearest first: its holder, then the document's. */
function choose(faces: Detection[], image: RgbaImage, from: 'file' | 'snapshot'): Detection[] {
  const main = prominentFace(faces, image);
  if (!main) throw new Fault('NO_FACE', 'no face was found on the photo');
  if (from === 'snapshot') {
    return [...faces].sort((a, b) => area(b) - area(a)).slice(0, MOST_FACES);
  }
  const rivals = faces.filter((face) => face !== main && isRival(face, main, image)).length;
  if (rivals > 0) {
    const count = rivals + 1;
    throw new Fault('SEVERAL_FACES', `${count} faces on the photo could be meant`, { count });
  }
  return [main];
}

const area = ({ box }: Detection) => box[2] * box[3];
