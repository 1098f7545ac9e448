import type { Box } from '../../../preload/contract/frames';
import type { Quality } from '../../../preload/contract/shapes';
import type {
  AlignedCrop,
  Detection,
  Embedding,
  Landmarks,
  RgbaImage,
  Vision,
} from '../vision/types';

/** A face with everything the models say about it; boxes and points in image pixels. */
export interface FoundFace {
  detection: Detection;
  landmarks: Landmarks;
  embedding: Embedding;
  quality: Quality;
  crop: AlignedCrop;
}

const area = ([, , w, h]: Box) => w * h;

/** The face with the largest box, or undefined. */
export function largestFace(faces: readonly Detection[]): Detection | undefined {
  return faces.reduce<Detection | undefined>(
    (best, face) => (best === undefined || area(face.box) > area(best.box) ? face : best),
    undefined,
  );
}

/**
 * How much a picture is about a face: its area less twice the squared distance of its middle from
 * the picture's, square pixels (the rule of D. Sandberg's FaceNet code for LFW, MIT).
 */
export function prominence(
  { box: [x, y, w, h] }: Detection,
  { width, height }: Pick<RgbaImage, 'width' | 'height'>,
): number {
  return w * h - 2 * ((x + w / 2 - width / 2) ** 2 + (y + h / 2 - height / 2) ** 2);
}

/** The face a picture of one person is about; a passer-by at the edge may be larger. */
export function prominentFace<T extends Detection>(
  faces: readonly T[],
  image: Pick<RgbaImage, 'width' | 'height'>,
): T | undefined {
  return faces.reduce<T | undefined>(
    (best, face) =>
      best === undefined || prominence(face, image) > prominence(best, image) ? face : best,
    undefined,
  );
}

/** Points and crop of a detected face: what the embedder takes. */
export async function alignFace(
  vision: Vision,
  image: RgbaImage,
  detection: Detection,
): Promise<{ landmarks: Landmarks; crop: AlignedCrop }> {
  const landmarks = await vision.landmarks(image, detection);
  return { landmarks, crop: vision.align(image, { box: detection.box, five: landmarks.five }) };
}

/** Embeds the given faces of one image; in the same order. Throws Fault MODEL_*. */
export async function describeFaces(
  vision: Vision,
  image: RgbaImage,
  detections: readonly Detection[],
): Promise<FoundFace[]> {
  const aligned: Awaited<ReturnType<typeof alignFace>>[] = [];
  for (const detection of detections) aligned.push(await alignFace(vision, image, detection));
  const embeddings = await vision.embed(aligned.map(({ crop }) => crop));
  return detections.map((detection, at) => {
    const { landmarks, crop } = aligned[at]!;
    const embedding = embeddings[at]!;
    const quality = vision.quality(image, detection.box, landmarks, embedding.norm);
    return { detection, landmarks, embedding, quality, crop };
  });
}
