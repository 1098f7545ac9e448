import { clampBox, iou, scaleBox } from './geometry';
import { pixelWords } from './pixels';
import type { Box, Detection, FivePoints, Point, RgbaImage, Vision } from './types';

type Size = Pick<RgbaImage, 'width' | 'height'>;
type Detect = (image: RgbaImage) => Promise<Detection[]>;

/** Faces at least this share of a picture's width are found in it (docs/decisions/0012). */
const FOUND_SHARE = 1 / 20;
/** A tile's shape is that of most detectors' input; another shape would waste part of it. */
const ASPECT = 4 / 3;
/** A tile may be this much larger where that makes one tile fewer. */
const STRETCH = 1.1;
/** A box this near a tile's inner edge, as a share of the tile's side, is a face cut in two. */
const EDGE = 0.01;
/** Boxes of one face in two pictures: they overlap, or the smaller lies in the larger. */
const SAME_IOU = 0.3;
const SAME_WITHIN = 0.6;

/** The narrowest face, pixels, that looking at the whole picture finds. */
export const smallestWhole = ({ width, height }: Size) =>
  Math.max(width, height * ASPECT) * FOUND_SHARE;

/**
 * Tiles in which a face of `smallestPx` is found, row by row; those beside one another overlap by
 * `overlapPx` at least, so that a face up to that size lies whole in one of them.
 */
export function tilesFor({ width, height }: Size, smallestPx: number, overlapPx: number): Box[] {
  const most = smallestPx / FOUND_SHARE;
  const across = cut(width, most, overlapPx);
  const down = cut(height, most / ASPECT, overlapPx);
  return down.flatMap(([y, h]) => across.map(([x, w]): Box => [x, y, w, h]));
}

/** [start, length] of equal pieces of a side. */
function cut(side: number, most: number, overlap: number): [number, number][] {
  const step = Math.max(1, most * STRETCH - overlap);
  const count = Math.max(1, Math.ceil((side - overlap) / step));
  const length = Math.min(side, Math.ceil((side + (count - 1) * overlap) / count));
  const gap = count > 1 ? (side - length) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => [Math.floor(i * gap), length]);
}

/** A copy of the part of an image that lies in `region`, which is brought to whole pixels inside it. */
export function cutOut(image: RgbaImage, region: Box): { part: RgbaImage; at: Point } {
  const [x, y, w, h] = clampBox(region, image.width, image.height);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const width = Math.min(Math.ceil(w), image.width - left);
  const height = Math.min(Math.ceil(h), image.height - top);
  const words = pixelWords(image);
  const data = new Uint8Array(width * height * 4);
  const copy = new Int32Array(data.buffer);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * image.width + left;
    copy.set(words.subarray(from, from + width), row * width);
  }
  return { part: { width, height, data }, at: [left, top] };
}

/**
 * Faces in one part of an image, in the image's pixels. A face that the part's edge cuts is left out,
 * unless that is the image's edge as well.
 */
export async function detectIn(
  image: RgbaImage,
  region: Box,
  detect: Detect,
): Promise<Detection[]> {
  const { part, at } = cutOut(image, region);
  const found = await detect(part);
  return found.filter(({ box }) => !isCut(box, part, at, image)).map((face) => moved(face, at));
}

function isCut([x, y, w, h]: Box, part: Size, [left, top]: Point, image: Size): boolean {
  const [mx, my] = [part.width * EDGE, part.height * EDGE];
  return (
    (left > 0 && x < mx) ||
    (top > 0 && y < my) ||
    (left + part.width < image.width && x + w > part.width - mx) ||
    (top + part.height < image.height && y + h > part.height - my)
  );
}

const moved = ({ box, score, points }: Detection, [dx, dy]: Point): Detection => ({
  box: [box[0] + dx, box[1] + dy, box[2], box[3]],
  score,
  ...(points && { points: points.map(([x, y]): Point => [x + dx, y + dy]) as FivePoints }), // still five
});

/** `found`, and of `more` by falling score what is none of the faces before it. */
export function mergeFaces(found: readonly Detection[], more: readonly Detection[]): Detection[] {
  const all = [...found];
  for (const face of [...more].sort((p, q) => q.score - p.score)) {
    if (!all.some((other) => isSameFace(other.box, face.box))) all.push(face);
  }
  return all.sort((p, q) => q.score - p.score);
}

export function isSameFace(p: Box, q: Box): boolean {
  const overlap = iou(p, q);
  if (overlap > SAME_IOU) return true;
  const [areaP, areaQ] = [p[2] * p[3], q[2] * q[3]];
  const shared = (overlap * (areaP + areaQ)) / (1 + overlap);
  return shared > SAME_WITHIN * Math.min(areaP, areaQ);
}

export interface TiledOptions {
  /** The narrowest face that is looked for, pixels. */
  smallestPx: number;
  /** Look at smaller parts only while nothing was found. */
  untilFound?: boolean;
  /** Detection in a part; it may ask for a higher score than `detect` does for the whole. */
  detectPart?: Detect;
}

/**
 * Faces in the whole picture and then in ever smaller tiles of it, down to `smallestPx`. What a
 * detector finds depends on a face's share of the picture: in one of 20,000 pixels it overlooks a
 * face of 500. Each step halves the narrowest face that is found; what a tile shows is looked at once
 * more from near.
 */
export async function detectTiled(
  detect: Detect,
  image: RgbaImage,
  { smallestPx, untilFound = false, detectPart = detect }: TiledOptions,
): Promise<Detection[]> {
  let found = await detect(image);
  let reached = smallestWhole(image);
  const enough = () => untilFound && found.length > 0;
  while (reached > smallestPx && !enough()) {
    const next = Math.max(smallestPx, reached / 2);
    const inTiles: Detection[] = [];
    for (const tile of tilesFor(image, next, Math.ceil(1.5 * reached))) {
      inTiles.push(...(await detectIn(image, tile, detectPart)));
    }
    const whole = found;
    const fresh = mergeFaces(whole, inTiles).filter((face) => !whole.includes(face));
    found = mergeFaces(whole, await lookAgain(image, fresh, detectPart));
    reached = next;
  }
  return found;
}

/** A face found as a small part of a picture is looked at again as this share of a part's width. */
const CLOSE_SHARE = 1 / 4;

/**
 * The faces as they are seen from near: with truer boxes, and without those that are none from near.
 */
async function lookAgain(
  image: RgbaImage,
  faces: readonly Detection[],
  detect: Detect,
): Promise<Detection[]> {
  const again: Detection[] = [];
  for (const { box } of faces) {
    const seen = await detectIn(image, scaleBox(box, 1 / CLOSE_SHARE), detect);
    const same = seen.find((face) => isSameFace(face.box, box));
    if (same) again.push(same);
  }
  return again;
}

/**
 * Faces of a picture that may be very large: of its tiles the capture score is asked, because more
 * places to look are more places to be wrong. Throws Fault IMAGE_*, MODEL_*.
 */
export function findFaces(
  vision: Pick<Vision, 'detect' | 'captureScore'>,
  image: RgbaImage,
  options: Omit<TiledOptions, 'detectPart'>,
): Promise<Detection[]> {
  const detectPart = (part: RgbaImage) => vision.detect(part, vision.captureScore);
  return detectTiled((whole) => vision.detect(whole), image, { ...options, detectPart });
}
