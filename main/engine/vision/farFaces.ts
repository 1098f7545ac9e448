import { detectIn, isSameFace, mergeFaces, smallestWhole, tilesFor } from './tiles';
import type { Box, Detection, RgbaImage } from './types';

interface Frame extends RgbaImage {
  /** Milliseconds of the frame clock. */
  capturedAt: number;
}

/** The narrowest face, pixels, that is looked for: too small to recognise, enough to see it come. */
export const FAR_PX = 35;
/** A far face is shown this long after it was last seen; by then it was looked for several times. */
const KEEP_MS = 400;

/**
 * Far faces in a stream of large frames: besides the whole frame one part of it is looked at each
 * frame, by turns the next of its tiles and the surroundings of a far face that is known. So a frame
 * costs one run of the detector more, never a burst of them. A far face that was not looked for in
 * this frame is given where it was last seen. Frames so small that the whole shows such faces anyway
 * (640 x 480) are left as they are.
 */
export function createFarFaces(detectPart: (part: RgbaImage) => Promise<Detection[]>) {
  let known: { face: Detection; at: number }[] = [];
  let turn = 0;

  /** `found` in the whole frame, and the far faces. Throws what `detectPart` throws. */
  return async (frame: Frame, found: Detection[]): Promise<Detection[]> => {
    const whole = smallestWhole(frame);
    if (whole <= FAR_PX) return found;
    const tiles = tilesFor(frame, FAR_PX, Math.ceil(1.5 * whole));
    known = known.filter(
      ({ face, at }) =>
        frame.capturedAt - at <= KEEP_MS && !found.some(({ box }) => isSameFace(box, face.box)),
    );
    const oldest = known[0];
    const follow = turn % 2 === 1 && oldest !== undefined;
    const tile = tiles[(turn >> 1) % tiles.length]!;
    // While nobody is followed the tiles have every turn.
    turn += oldest === undefined ? 2 : 1;
    const part = follow ? around(oldest.face.box, tile) : tile;
    const seen = await detectIn(frame, part, detectPart);
    const fresh = mergeFaces(found, seen).filter((face) => !found.includes(face));
    known = [
      ...known.filter(
        ({ face }) =>
          !liesIn(face.box, part) && !fresh.some(({ box }) => isSameFace(box, face.box)),
      ),
      ...fresh.map((face) => ({ face, at: frame.capturedAt })),
    ];
    return mergeFaces(
      found,
      known.map(({ face }) => face),
    );
  };
}

/** A part as large as a tile with the box in its middle; what lies beyond the frame falls away. */
const around = ([x, y, w, h]: Box, [, , width, height]: Box): Box => [
  x + w / 2 - width / 2,
  y + h / 2 - height / 2,
  width,
  height,
];

const liesIn = ([x, y, w, h]: Box, [px, py, pw, ph]: Box) =>
  x >= px && y >= py && x + w <= px + pw && y + h <= py + ph;
