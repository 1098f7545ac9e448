import { fitSimilarity, invert } from './geometry';
import { warp } from './warp';
import type { AlignedCrop, FivePoints, Point, RgbaImage } from './types';

/**
 * The face turned, scaled and shifted so that its five points fall on the embedder's `template`
 * (pixels of the crop). Returns `size` x `size` RGBA, black where the image ends.
 * Throws RangeError where all five points coincide.
 */
export function alignFace(
  image: RgbaImage,
  five: FivePoints,
  template: readonly Point[],
  size: number,
): AlignedCrop {
  const toImage = invert(fitSimilarity(five, template));
  return { size, data: warp(image, toImage, size) };
}
