import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import type { Quality, ReasonCode } from '../../../preload/contract/shapes';
import { describeFaces, prominence, prominentFace } from '../evaluate/faces';
import { decodeImage } from '../vision/decodeImage';
import { enrolGate, gate, type GateLimits } from '../vision/gate';
import { withMesh } from '../vision/qualityMesh';
import { findFaces } from '../vision/tiles';
import type { AlignedCrop, Detection, RgbaImage, Vision } from '../vision/types';
import type { NewTemplate } from './addPerson';

/** Why a photo gives no template. */
export type PhotoRefusal =
  | 'no-face'
  | 'several-faces'
  | 'poor-quality'
  | 'duplicate'
  | 'unreadable';

export interface PhotoOutcome {
  /** File name. */
  photo: string;
  status: 'added' | 'unchanged' | PhotoRefusal;
  message?: string;
  /** With poor-quality: the first thing that is wrong, and every component. */
  reason?: ReasonCode;
  quality?: Quality;
  /** With duplicate: who has this face already. */
  duplicateOf?: { personId: string; name: string; similarity: number };
}

/** A photo looked at: a template to be, or what is wrong with it. */
export type ReadPhoto =
  | { photo: string; id: string; known: true }
  | { photo: string; id: string; known: false; template: NewTemplate; quality: Quality }
  | { photo: string; outcome: PhotoOutcome };

export interface PhotoReader {
  vision: Vision;
  limits: GateLimits;
  /** Whether a template with this id is there already. */
  known: (templateId: string) => boolean;
  /** JPEG of a crop, or null where policy keeps no pictures. */
  picture: (crop: AlignedCrop) => Promise<Uint8Array | null>;
}

/**
 * The template of one photo. Its id follows from person, file content and model, so that a second run
 * knows what the first has done. What is wrong with the photo is returned; Fault MODEL_* is thrown.
 */
export async function readPhoto(
  file: string,
  personId: string,
  reader: PhotoReader,
): Promise<ReadPhoto> {
  const { vision } = reader;
  const photo = basename(file);
  const refuse = (status: PhotoRefusal, message: string, more: Partial<PhotoOutcome> = {}) => ({
    photo,
    outcome: { photo, status, message, ...more },
  });
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return refuse('unreadable', 'the file is not there or cannot be read');
  const id = templateId(personId, bytes, vision.embedderId);
  if (reader.known(id)) return { photo, id, known: true };
  try {
    const image = await decodeImage(bytes, photo);
    // In a very large picture a face of enough pixels may be too small a part of it to be seen.
    const smallestPx = reader.limits.minFacePx;
    const faces = await findFaces(vision, image, { smallestPx, untilFound: true });
    const main = prominentFace(faces, image);
    if (!main) return refuse('no-face', 'no face was found');
    const rivals = faces.filter((face) => face !== main && isRival(face, main, image)).length;
    if (rivals > 0) return refuse('several-faces', `${rivals + 1} faces that could be meant`);
    const [face] = await describeFaces(vision, image, [main]);
    const { landmarks, embedding, crop } = face!; // one in, one out
    const mesh = await vision.mesh(image, main.box);
    const quality = withMesh(face!.quality, landmarks.five, mesh);
    const reason = gate(main.box, quality, reader.limits);
    if (reason !== null) return refuse('poor-quality', reason, { reason, quality });
    const template: NewTemplate = {
      id,
      vector: embedding.vector,
      model: vision.embedderId,
      quality,
      source: 'photo',
      thumbnail: await reader.picture(crop),
    };
    return { photo, id, known: false, template, quality };
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith('IMAGE_')) throw error;
    return refuse('unreadable', error.message);
  }
}

/**
 * An imported photo is what there is: it cannot be taken again on the spot, and the operator sees its
 * quality. So it may be a little smaller and more turned than a view taken at the station.
 */
export const photoGate: GateLimits = {
  ...enrolGate,
  minFacePx: 60,
  maxYawDeg: 35,
  maxPitchDeg: 30,
  minUniformity: 10,
  minEyesOpen: 10,
  minMouthClosed: 10,
};

/**
 * Whether another face could be the one that is meant: at least half as wide as the main one, and
 * about as near to the middle. Passers-by at the edge and small false detections are none.
 */
export function isRival(face: Detection, main: Detection, image: RgbaImage): boolean {
  if (face.box[2] * face.box[3] < 0.25 * main.box[2] * main.box[3]) return false;
  const weight = prominence(main, image);
  // Where even the main face is far from the middle, none is the one that is meant.
  return weight <= 0 || prominence(face, image) >= weight / 2;
}

/** A UUID (version 8, RFC 9562: made by our own rule) from SHA-256. */
function templateId(personId: string, photo: Uint8Array, model: string): string {
  const content = createHash('sha256').update(photo).digest('hex');
  const digest = createHash('sha256')
    .update(JSON.stringify([personId, content, model]))
    .digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
