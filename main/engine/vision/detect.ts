import { decoderOf, type SingleShotEntry } from './families/detectorFamilies';
import { createMtcnn } from './families/mtcnn';
import { letterboxScale, nms } from './geometry';
import type { DetectorEntry } from './manifest';
import { Resizer } from './resample';
import type { Session } from './session';
import type { Detection, FivePoints, Point, RgbaImage } from './types';

export interface Detector {
  /** Faces by falling score, in image pixels; boxes may reach over the image's edge. */
  detect(image: RgbaImage, minScore?: number): Promise<Detection[]>;
}

/** A detector of any family over the sessions of its networks, in the order of `networksOf`. */
export function createDetector(entry: DetectorEntry, sessions: readonly Session[]): Detector {
  const [first, second, third] = sessions;
  if (first === undefined) throw new RangeError('A detector needs a session');
  if (entry.family !== 'mtcnn') return createSingleShot(entry, first);
  if (second === undefined || third === undefined) throw new RangeError('A cascade needs three');
  return createMtcnn(entry, { propose: first, refine: second, finish: third });
}

/** The image is brought into the input's top left, and the network's boxes back. */
function createSingleShot(entry: SingleShotEntry, session: Session): Detector {
  const { input } = entry;
  const decoder = decoderOf(entry);
  let resizer = new Resizer(input.width, input.height);
  let last = { width: input.width, height: input.height };
  return {
    async detect(image, minScore = entry.scoreThreshold) {
      const scale = letterboxScale(image, input);
      const size = sizeFor(entry, image, scale);
      if (size.width !== last.width || size.height !== last.height) {
        resizer = new Resizer(size.width, size.height);
        last = size;
      }
      const drawn = resizer;
      const outputs = await session.run(
        (into) => drawn.resize(image, [0, 0, size.width / scale, size.height / scale], input, into),
        [1, 3, size.height, size.width],
      );
      const found = decoder.decode(outputs, size, minScore);
      return nms(found, entry.nmsIou).map((face) => toImage(face, scale));
    },
  };
}

/** The input's size for an image: the manifest's, or no more of it than the image fills. */
function sizeFor(entry: SingleShotEntry, image: RgbaImage, scale: number) {
  const { width, height } = entry.input;
  if (entry.fit === 'letterbox-top-left') return { width, height };
  const cell = Math.max(...entry.strides);
  const whole = (side: number, most: number) => Math.min(most, Math.ceil(side / cell) * cell);
  return {
    width: whole(image.width * scale, width),
    height: whole(image.height * scale, height),
  };
}

function toImage({ box, score, points }: Detection, scale: number): Detection {
  const [x, y, w, h] = box;
  return {
    box: [x / scale, y / scale, w / scale, h / scale],
    score,
    ...(points && {
      points: points.map(([px, py]): Point => [px / scale, py / scale]) as FivePoints,
    }), // map keeps the five
  };
}
