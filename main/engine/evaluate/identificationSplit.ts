import { createRiskModel } from '../match/risk';
import { calibrate, type CalibrationPlan } from './calibrate';
import {
  checkSizes,
  measureGalleries,
  type GalleryReport,
  type IdentificationPlan,
  type Person,
} from './identification';
import { seeded, shuffled } from './random';

/**
 * Predicted against measured where the prediction has not seen the people: each repeat draws half of
 * the people anew, calibrates on them as `models calibrate` does, and measures on the other half;
 * every draw is judged at its own threshold, and the draws are pooled. The people of one half are
 * compared with each other only, so that nobody is on both sides. BAD_INPUT when half of the people
 * are too few for a size, RangeError when they are too few to calibrate.
 */
export function evaluateOnUnseen(
  people: readonly Person[],
  calibration: CalibrationPlan,
  plan: IdentificationPlan,
  checkpoint: () => void,
): GalleryReport[] {
  const half = Math.floor(people.length / 2);
  checkSizes(plan.gallerySizes, people.length - half);
  const random = seeded(plan.seed);
  const splits = Array.from({ length: plan.repeats }, () => {
    const order = shuffled(people, random);
    const seen = order.slice(0, half);
    const law = calibrate(seen, { ...calibration, bootstraps: 0 }, checkpoint);
    return { people: order.slice(half), risk: createRiskModel(law) };
  });
  return measureGalleries(splits, plan);
}
