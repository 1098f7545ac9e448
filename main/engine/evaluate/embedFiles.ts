import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { decodeImage } from '../vision/decodeImage';
import { withMesh } from '../vision/qualityMesh';
import type { RgbaImage, Vision } from '../vision/types';
import type { FaceCache, ImageFace } from './faceCache';
import { describeFaces, prominentFace } from './faces';
import { mapOrdered } from './mapOrdered';

export interface Work {
  vision: Vision;
  /** Folder that the list's paths are relative to. */
  images: string;
  /** Told after each file. */
  step: () => void;
  /** Throws when the work is to stop. */
  checkpoint: () => void;
}

/** Another way of looking at every picture; `name` keeps its results apart in the cache. */
export interface Variant {
  name: string;
  /** Made before anything is looked at. */
  change?: (image: RgbaImage) => RgbaImage;
  /** Asks the mesh too: the quality has eyes, mouth and crop then. */
  mesh?: boolean;
}

export interface FailedImage {
  image: string;
  /** NO_FACE, IMAGE_UNREADABLE or IMAGE_TOO_LARGE. */
  reason: string;
}

export interface EmbeddedFiles {
  /** By path as listed; only images with a face. */
  faces: Map<string, ImageFace & { vector: Float32Array }>;
  failed: FailedImage[];
}

/** Decoding, detecting and embedding of neighbours overlap; more in flight only costs memory. */
const IN_FLIGHT = 4;

/** FILE_UNREADABLE naming the first listed file that is not there: a wrong folder, most likely. */
export async function checkFiles(images: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await access(join(images, file)).catch((cause: unknown) => {
      throw new Fault(
        'FILE_UNREADABLE',
        `${file}: not found in ${images}`,
        { file, images },
        { cause },
      );
    });
  }
}

/**
 * The prominent face of each listed image, from the cache where it was done before; each file once,
 * in the order listed. Images without a face and unreadable ones are returned by name. Throws Fault
 * FILE_UNREADABLE for a file that is missing, MODEL_* where a model fails.
 */
export async function embedFiles(
  files: readonly string[],
  cache: FaceCache,
  { vision, images, step, checkpoint }: Work,
  variant?: Variant,
): Promise<EmbeddedFiles> {
  const unique = [...new Set(files)];
  await checkFiles(images, unique);
  const result: EmbeddedFiles = { faces: new Map(), failed: [] };
  const outcomes = mapOrdered(unique, IN_FLIGHT, async (file) => {
    checkpoint();
    const bytes = await readFile(join(images, file));
    const hash = createHash('sha256')
      .update(bytes)
      .update(variant ? ` ${variant.name}` : '')
      .digest('hex');
    const known = await cache.get(hash);
    if (known) return { file, face: known };
    try {
      const face = await prominentOf(vision, bytes, file, variant);
      await cache.put(hash, face);
      return { file, face };
    } catch (error) {
      if (error instanceof Fault && error.code.startsWith('IMAGE_'))
        return { file, reason: error.code };
      throw error;
    }
  });
  for await (const { file, face, reason } of outcomes) {
    if (face?.vector) result.faces.set(file, { ...face, vector: face.vector });
    else result.failed.push({ image: file, reason: reason ?? 'NO_FACE' });
    step();
  }
  return result;
}

async function prominentOf(
  vision: Vision,
  bytes: Uint8Array,
  file: string,
  variant?: Variant,
): Promise<ImageFace> {
  const decoded = await decodeImage(bytes, file);
  const image = variant?.change?.(decoded) ?? decoded;
  const detections = await vision.detect(image);
  const main = prominentFace(detections, image);
  const [face] = main ? await describeFaces(vision, image, [main]) : [];
  const quality =
    face && variant?.mesh
      ? withMesh(face.quality, face.landmarks.five, await vision.mesh(image, face.detection.box))
      : face?.quality;
  return {
    faces: detections.length,
    box: main?.box ?? null,
    score: main?.score ?? 0,
    norm: face?.embedding.norm ?? 0,
    quality: quality ?? null,
    vector: face?.embedding.vector ?? null,
  };
}
