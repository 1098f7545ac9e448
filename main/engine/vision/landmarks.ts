import { centroid, scaleBox } from './geometry';
import type { LandmarksEntry } from './manifest';
import { Resizer } from './resample';
import type { Session } from './session';
import type { Box, FivePoints, Landmarks, Point, RgbaImage } from './types';

export interface Landmarker {
  /** 68 points (iBUG order) and alignment's five, in image pixels, for the face in `box`. */
  locate(image: RgbaImage, box: Box): Promise<Landmarks>;
}

/** A landmark network over its session: crop, scale to its input, points back to image pixels. */
export function createLandmarker(entry: LandmarksEntry, session: Session): Landmarker {
  const { input } = entry;
  const resizer = new Resizer(input.width, input.height);
  return {
    async locate(image, box) {
      const crop = scaleBox(box, entry.crop.scale);
      const outputs = await session.run((into) => resizer.resize(image, crop, input, into));
      const shares = outputs[entry.outputs.points]!;
      const all = Array.from({ length: shares.length / 2 }, (_, i): Point => [
        crop[0] + shares[2 * i]! * crop[2],
        crop[1] + shares[2 * i + 1]! * crop[3],
      ]);
      const five = entry.fivePoints.map((group) => centroid(group.map((i) => all[i]!)));
      return { all, five: five as FivePoints }; // the manifest holds five groups
    },
  };
}
