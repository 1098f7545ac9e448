import { iou } from '../../vision/geometry';
import type { Vision } from '../../vision/types';
import type { CheckPictures } from './pictures';
import type { Finding } from './finding';

/** Boxes of one face overlap by this at least, whatever a detector takes a face to reach to. */
const SAME_FACE_IOU = 0.4;
/**
 * Farthest that a point may lie from the known one, as a share of the distance between the eyes.
 * Detectors that are right stay under .24; eyes exchanged, or points of another order, are over .9.
 */
const POINT_ERROR = 0.4;

/** A detector finds the one face of each picture at its place, and none where nobody is. */
export async function checkDetector(vision: Vision, pictures: CheckPictures): Promise<Finding> {
  const problems: string[] = [];
  const figures: Record<string, number> = {};
  for (const { file, image, box, five } of pictures.faces) {
    const found = await vision.detect(image);
    const hit = found.find((face) => iou(face.box, box) >= SAME_FACE_IOU);
    if (hit === undefined) {
      problems.push(
        found.length === 0
          ? `finds no face in ${file}`
          : `finds no face at its place in ${file} (${found.length} elsewhere)`,
      );
      continue;
    }
    if (found.length > 1) problems.push(`finds ${found.length} faces in ${file}, where one is`);
    figures[`${file} overlap`] = iou(hit.box, box);
    if (hit.points === undefined) continue;
    const [left, right] = five;
    const eyes = Math.hypot(right[0] - left[0], right[1] - left[1]);
    const errors = hit.points.map(
      ([x, y], at) => Math.hypot(x - five[at]![0], y - five[at]![1]) / eyes,
    );
    figures[`${file} points`] = Math.max(...errors);
    if (!(Math.max(...errors) <= POINT_ERROR))
      problems.push(
        `puts a point in ${file} ${Math.max(...errors).toFixed(2)} eye distances off its place`,
      );
  }
  for (const { file, image } of pictures.empty) {
    const { length } = await vision.detect(image);
    if (length > 0) problems.push(`finds ${length} faces in ${file}, where nobody is`);
  }
  return { problems, figures };
}
