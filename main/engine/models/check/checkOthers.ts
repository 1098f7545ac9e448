import type { Vision } from '../../vision/types';
import type { Finding } from './finding';
import type { CheckPictures } from './pictures';

/** Farthest that a landmark may lie from the known one, as a share of the distance between the eyes. */
const POINT_ERROR = 0.4;

/** A landmark network puts eyes, nose and mouth where they are. */
export async function checkLandmarks(vision: Vision, { faces }: CheckPictures): Promise<Finding> {
  const result: Finding = { problems: [], figures: {} };
  for (const { file, image, box, five } of faces) {
    const found = (await vision.landmarks(image, { box, score: 1 })).five;
    const eyes = Math.hypot(five[1][0] - five[0][0], five[1][1] - five[0][1]);
    const error = Math.max(
      ...found.map(([x, y], at) => Math.hypot(x - five[at]![0], y - five[at]![1]) / eyes),
    );
    result.figures[`${file} points`] = error;
    if (!(error <= POINT_ERROR))
      result.problems.push(
        `puts a point in ${file} ${error.toFixed(2)} eye distances off its place`,
      );
  }
  return result;
}

/**
 * A liveness network gives probabilities that depend on the picture. Whether it tells prints from
 * people needs labelled frames: `evaluate liveness`.
 */
export async function checkLiveness(vision: Vision, { faces }: CheckPictures): Promise<Finding> {
  const result: Finding = { problems: [], figures: {} };
  for (const { file, image, box } of faces) {
    const live = await vision.liveness(image, box);
    result.figures[`${file} live`] = live;
    if (!(live >= 0 && live <= 1)) result.problems.push(`gives ${live} for ${file}`);
  }
  if (new Set(Object.values(result.figures)).size === 1)
    result.problems.push('gives every picture the same probability');
  return result;
}
