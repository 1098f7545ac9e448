import { describe, expect, it } from 'vitest';
import { Quality } from '../../../preload/contract/shapes';
import { storedQuality } from './storedQuality';

const version1 = {
  unified: 71,
  interEyeDistancePx: 48,
  size: 90,
  sharpness: 64,
  exposure: 40,
  tooBright: true,
  uniformity: 55,
  pose: 97,
  inFrame: 100,
  recognisability: 80,
  yawDeg: 3,
  pitchDeg: -2,
  rollDeg: 1,
};

describe('a stored quality', () => {
  it('of version 1 is read in today’s words, its exposure on the side where it was off', () => {
    const read = storedQuality(JSON.stringify(version1));
    expect(Quality.strict().parse(read)).toMatchObject({
      interEyeDistance: 90,
      illuminationUniformity: 55,
      underExposurePrevention: 100,
      overExposurePrevention: 40,
      eyesOpen: null,
      faceInCrop: null,
    });
    const dark = storedQuality(JSON.stringify({ ...version1, tooBright: false }));
    expect([dark.underExposurePrevention, dark.overExposurePrevention]).toEqual([40, 100]);
  });

  it('of today comes back as it was written', () => {
    const today = { ...storedQuality(JSON.stringify(version1)), eyesOpen: 66, mouthClosed: 91 };
    expect(storedQuality(JSON.stringify(today))).toEqual(today);
  });
});
