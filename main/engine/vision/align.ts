import { clampBox, fitSimilarity, invert, scaleBox } from './geometry';
import type { EmbedderEntry } from './manifest';
import { Resizer } from './resample';
import { warp } from './warp';
import type { AlignedCrop, FacePlace, FivePoints, Point, RgbaImage } from './types';

/** ArcFace's five points in 112 x 112 pixels (InsightFace, MIT). */
export const ARCFACE_TEMPLATE: readonly Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/**
 * Cuts a face out the way an embedder was trained on: by its five points where its family has a
 * template, by its box where it has a crop rule. Throws RangeError where all five points coincide.
 */
export function createAligner(
  entry: EmbedderEntry,
): (image: RgbaImage, face: FacePlace) => AlignedCrop {
  const { width: size } = entry.input;
  if (entry.family === 'arcface-112') {
    return (image, { five }) => alignFace(image, five, entry.template, size);
  }
  const resizer = new Resizer(size, size);
  return (image, { box }) => {
    const { width, height } = image;
    const crop = clampBox(scaleBox(box, entry.crop.scale), width, height);
    return { size, data: cutOut(image, crop, resizer, size) };
  };
}

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

const BYTES = { channels: 'RGB', mean: [0, 0, 0], std: [1, 1, 1] } as const;

/** A region of an image, stretched to `size` x `size` RGBA. */
function cutOut(
  image: RgbaImage,
  region: FacePlace['box'],
  resizer: Resizer,
  size: number,
): Uint8ClampedArray {
  const pixels = size * size;
  const planes = new Float32Array(pixels * 3);
  const data = new Uint8ClampedArray(pixels * 4).fill(255);
  resizer.resize(image, region, BYTES, planes);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = planes[c * pixels + i]!;
  }
  return data;
}
