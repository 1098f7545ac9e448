import { nms, overlapOfSmaller } from '../geometry';
import type { ModelInput } from '../manifest';
import { Resizer } from '../resample';
import type { Session } from '../session';
import type { Box, Detection, RgbaImage } from '../types';
import {
  type MtcnnEntry,
  pyramid,
  readCandidates,
  readPoints,
  readProposals,
  shifted,
  toSquares,
} from './cascadeSteps';
import { type Outputs, type Size, outputOf } from './decoder';

/** The cascade's networks, in the order in which they are asked. */
export interface CascadeSessions {
  propose: Session;
  refine: Session;
  finish: Session;
}

/**
 * MTCNN (Zhang et al. 2016, "Joint Face Detection and Alignment Using Multitask Cascaded
 * Convolutional Networks"): a small network over an image pyramid proposes squares, a second one
 * drops and shifts them, a third does so again and places five points. Steps and overlaps are the
 * authors' own. `detect` gives faces by falling score, in image pixels.
 */
export function createMtcnn(entry: MtcnnEntry, sessions: CascadeSessions) {
  const { propose, refine, finish, pixels, file } = entry;
  const levels = createLevels(propose);
  const refiner = createCropRunner(refine, sessions.refine, pixels);
  const finisher = createCropRunner(finish, sessions.finish, pixels);

  return {
    async detect(image: RgbaImage, minScore = entry.scoreThreshold): Promise<Detection[]> {
      const proposed = [];
      for (const { size, resizer } of levels(image)) {
        const outputs = await sessions.propose.run(
          (into) => {
            resizer.resize(image, [0, 0, image.width, image.height], entry.input, into);
            if (pixels === 'column-major') transpose(into, size);
          },
          sidesOf(1, size, pixels),
        );
        const found = readProposals(entry, outputs, size, image);
        proposed.push(...nms(found, propose.nmsIouWithinScale));
      }
      const first = toSquares(nms(proposed, propose.nmsIou), file);

      const kept = await refiner(image, first, (outputs, boxes) =>
        readCandidates(refine, outputs, boxes, refine.scoreThreshold),
      );
      const second = toSquares(nms(kept, refine.nmsIou), refine.file);

      const faces = await finisher(image, second, (outputs, boxes) => {
        const { file: last, outputs: names } = finish;
        const points = outputOf(outputs, names.points, boxes.length * 10, last);
        return readCandidates(finish, outputs, boxes, minScore).map((found) => ({
          box: shifted(found, last),
          score: found.score,
          points: readPoints(points, found.box, found.index),
        }));
      });
      return nms(
        faces.filter(({ box: [, , w, h] }) => w > 0 && h > 0),
        entry.nmsIou,
        overlapOfSmaller,
      );
    },
  };
}

/** The pyramid of an image and what draws it, kept while the image's size stays the same. */
function createLevels(propose: MtcnnEntry['propose']) {
  let kept: { key: string; levels: { size: Size; resizer: Resizer }[] } | undefined;
  return (image: Size) => {
    const key = `${image.width} ${image.height}`;
    if (kept?.key !== key) {
      const levels = pyramid(image, propose).map((size) => ({
        size,
        resizer: new Resizer(size.width, size.height),
      }));
      kept = { key, levels };
    }
    return kept.levels;
  };
}

/** Cuts boxes out of an image, shows them to a network, as many at once as it takes, and reads it. */
function createCropRunner(
  { input, batch }: { input: ModelInput; batch: number },
  session: Session,
  pixels: MtcnnEntry['pixels'],
) {
  const resizer = new Resizer(input.width, input.height);
  const floats = input.width * input.height * 3;
  return async <T>(
    image: RgbaImage,
    boxes: readonly Box[],
    read: (outputs: Outputs, boxes: readonly Box[]) => T[],
  ): Promise<T[]> => {
    const results: T[] = [];
    for (let from = 0; from < boxes.length; from += batch) {
      const some = boxes.slice(from, from + batch);
      const outputs = await session.run(
        (into) => {
          for (const [i, box] of some.entries()) {
            const crop = into.subarray(i * floats, (i + 1) * floats);
            resizer.resize(image, box, input, crop);
            if (pixels === 'column-major') transpose(crop, input);
          }
        },
        sidesOf(some.length, input, pixels),
      );
      results.push(...read(outputs, some));
    }
    return results;
  };
}

const sidesOf = (count: number, { width, height }: Size, pixels: MtcnnEntry['pixels']) =>
  pixels === 'row-major' ? [count, 3, height, width] : [count, 3, width, height];

/** Exchanges rows and columns of each plane, in place. */
function transpose(planes: Float32Array, { width, height }: Size): void {
  const rows = planes.slice();
  for (let plane = 0; plane < planes.length; plane += width * height) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        planes[plane + x * height + y] = rows[plane + y * width + x]!;
      }
    }
  }
}
