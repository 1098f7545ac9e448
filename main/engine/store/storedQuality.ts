import type { Quality } from '../../../preload/contract/shapes';

/** What earlier versions wrote beside today's components, or in place of them. */
interface Stored extends Partial<Quality> {
  size?: number;
  exposure?: number;
  tooBright?: boolean;
  uniformity?: number;
}

/**
 * A template's quality as it was stored, in today's words. Version 1 rows know one exposure and which
 * way it was off; what they never measured is null. The row itself is left as it is.
 */
export function storedQuality(json: string): Quality {
  // Written by templatesTable.insert from a Quality of its day.
  const { size, exposure, tooBright, uniformity, ...rest } = JSON.parse(json) as Stored;
  const old = {
    interEyeDistance: size,
    underExposurePrevention: tooBright ? 100 : exposure,
    overExposurePrevention: tooBright ? exposure : 100,
    illuminationUniformity: uniformity,
    eyesOpen: null,
    mouthClosed: null,
    faceInCrop: null,
  };
  return { ...old, ...rest } as Quality; // one of the two has each component
}
