import { toFaultData, type FaultData } from '../../preload/contract/faults';
import { readImageFile } from '../engine/vision/decodeImage';
import type { RgbaImage, Vision } from '../engine/vision/types';
import type { Context } from './context';

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
