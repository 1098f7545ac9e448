import { toFaultData, type FaultData } from '../../preload/contract/faults';
import { readImageFile } from '../engine/vision/decodeImage';
import { findFaces } from '../engine/vision/tiles';
import type { Detection, RgbaImage, Vision } from '../engine/vision/types';
import type { Context } from './context';
import { whole } from './options';

/** What came of one image: an answer, or why there is none. */
export type PerImage<T> = { image: string } & (
  | { ok: true; answer: T }
  | { ok: false; error: FaultData }
);

/**
 * Works through images one by one. A single image that cannot be read is the command's failure
 * (thrown); among several it is reported and the rest goes on.
 */
export async function eachImage<T>(
  context: Context,
  images: string[],
  work: (vision: Vision, image: RgbaImage, name: string) => Promise<T>,
): Promise<PerImage<T>[]> {
  const results: PerImage<T>[] = [];
  const vision = await context.vision();
  for (const image of images) {
    context.checkpoint();
    try {
      const answer = await work(vision, await readImageFile(context.path(image)), image);
      results.push({ image, ok: true, answer });
    } catch (error) {
      if (images.length === 1) throw error;
      const fault = toFaultData(error);
      context.note(`foyer: ${fault.message} (${fault.code})`);
      results.push({ image, ok: false, error: fault });
    }
  }
  return results;
}

/** 2 when an image could not be read, else 1 when no image gave a yes, else 0. */
export function imagesExit<T>(results: PerImage<T>[], yes: (answer: T) => boolean): 0 | 1 | 2 {
  if (results.some(({ ok }) => !ok)) return 2;
  return results.some((result) => result.ok && yes(result.answer)) ? 0 : 1;
}

/** `--tiles PX` of the commands that look for every face of a picture. */
export const tilesOption = [
  '--tiles <px>',
  'look for faces down to so many pixels in enlarged parts of the picture as well',
  whole(8, 4096),
] as const;

/** The narrowest face that is looked for in a picture that seems to show none, pixels. */
const SMALLEST_PX = 40;

/** Every face of a picture; where the whole shows none its parts are looked at even if not asked to. */
export const allFaces = (
  vision: Vision,
  image: RgbaImage,
  tilesPx: number | undefined,
): Promise<Detection[]> =>
  tilesPx === undefined
    ? findFaces(vision, image, { smallestPx: SMALLEST_PX, untilFound: true })
    : findFaces(vision, image, { smallestPx: tilesPx });
