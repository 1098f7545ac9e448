import type { Quality } from '../../../preload/contract/shapes';
import { ARCFACE_TEMPLATE } from './align';
import { eyeOpenness, faceShareOfCrop, mouthOpenness } from './meshMeasures';
import { ramp } from './quality';
import type { FaceMesh, FivePoints } from './types';

/** Eyes open: the less open of the two, 0 closed to 100 (see eyeOpenness for what it cannot tell). */
export const eyesOpenQuality = ({ left, right }: { left: number; right: number }) =>
  100 * Math.min(left, right);

/** Mouth closed: 100 up to lips slightly apart, 0 at a mouth open by half its width (0.35 of 0.7). */
export const mouthClosedQuality = (openness: number) => ramp(openness, 0.72, 0.14);

/**
 * Background-free crop: the share of the embedder's crop that is face, of the 62 % that a frontal
 * face fills at most. It falls where the face is turned, misplaced or cut off.
 */
export const faceInCropQuality = (share: number) => ramp(share, 0.3, 0.62);

/** A quality completed by what the mesh of the same face shows. */
export function withMesh(quality: Quality, five: FivePoints, { points }: FaceMesh): Quality {
  return {
    ...quality,
    eyesOpen: eyesOpenQuality(eyeOpenness(points)),
    mouthClosed: mouthClosedQuality(mouthOpenness(points)),
    faceInCrop: faceInCropQuality(faceShareOfCrop(points, five, ARCFACE_TEMPLATE, 112)),
  };
}
