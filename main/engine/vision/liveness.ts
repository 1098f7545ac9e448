import { growInside } from './geometry';
import type { LivenessEntry } from './manifest';
import { Resizer } from './resample';
import type { Session } from './session';
import type { Box, RgbaImage } from './types';

export interface LivenessJudge {
  /** Probability, 0 to 1, that the face in `box` is a live one in front of the camera. */
  judge(image: RgbaImage, box: Box): Promise<number>;
}

/**
 * A presentation-attack detector over its session. It reads traces of paper and screens around the
 * face in camera frames; on photographs that were compressed again it says little.
 */
export function createLivenessJudge(entry: LivenessEntry, session: Session): LivenessJudge {
  const { input } = entry;
  const resizer = new Resizer(input.width, input.height);
  return {
    async judge(image, box) {
      const region = growInside(box, entry.crop.scale, image.width, image.height);
      const outputs = await session.run((into) => resizer.resize(image, region, input, into));
      return softmax(outputs[entry.outputs.logits]!)[entry.liveClass] ?? 0;
    },
  };
}

function softmax(logits: Float32Array): number[] {
  const top = Math.max(...logits);
  const powers = Array.from(logits, (value) => Math.exp(value - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
