import { squareBox } from '../geometry';
import type { DetectorEntry } from '../manifest';
import type { Box, FivePoints, Point } from '../types';
import { type Outputs, type Size, checkedFace, outputOf, passes } from './decoder';

export type MtcnnEntry = Extract<DetectorEntry, { family: 'mtcnn' }>;

/** A box that a network of the cascade scored, and how it would shift the sides, as shares of it. */
export interface Candidate {
  box: Box;
  score: number;
  /** Left, top, right, bottom. */
  shift: readonly number[];
}

/** The first network judges squares of this many pixels, this far apart. */
const CELL_PX = 12;
const CELL_STEP = 2;

/**
 * Sizes at which an image is looked at, largest first: at the first of them the smallest face wanted
 * fills a cell, at the last the image's shorter side does.
 */
export function pyramid(image: Size, propose: MtcnnEntry['propose']): Size[] {
  const shorter = Math.min(image.width, image.height);
  const sizes: Size[] = [];
  let face = Math.max(propose.smallestPx, propose.smallestShare * shorter);
  for (; face <= shorter; face /= propose.scaleStep) {
    const scale = CELL_PX / face;
    sizes.push({
      width: Math.ceil(image.width * scale),
      height: Math.ceil(image.height * scale),
    });
  }
  return sizes;
}

/** Cells along a side: three convolutions of 3 and a halving between the first and the second. */
const cellsAlong = (side: number) => Math.ceil((side - 2) / 2) - 4;

/**
 * The first network's cells over the threshold, at one size of the image, as boxes in image pixels.
 * Throws Fault MODEL_INVALID.
 */
export function readProposals(entry: MtcnnEntry, outputs: Outputs, at: Size, image: Size) {
  const { file, outputs: names, pixels, propose } = entry;
  const columns = cellsAlong(at.width);
  const rows = cellsAlong(at.height);
  const cells = columns * rows;
  const scores = outputOf(outputs, names.scores, cells * 2, file).subarray(cells);
  const shifts = outputOf(outputs, names.boxes, cells * 4, file);
  const [perX, perY] = [image.width / at.width, image.height / at.height];
  const found: Candidate[] = [];
  for (let i = 0; i < cells; i++) {
    const score = scores[i]!;
    if (!passes(score, propose.scoreThreshold, file)) continue;
    const [x, y] =
      pixels === 'row-major'
        ? [i % columns, Math.floor(i / columns)]
        : [Math.floor(i / rows), i % rows];
    found.push({
      box: [x * CELL_STEP * perX, y * CELL_STEP * perY, CELL_PX * perX, CELL_PX * perY],
      score,
      shift: [0, 1, 2, 3].map((side) => shifts[side * cells + i]!),
    });
  }
  return found;
}

/** What a later network says of the boxes it was shown: those over `minScore`. Throws Fault MODEL_INVALID. */
export function readCandidates(
  { file, outputs: names }: Pick<MtcnnEntry['refine'], 'file' | 'outputs'>,
  outputs: Outputs,
  boxes: readonly Box[],
  minScore: number,
): (Candidate & { index: number })[] {
  const scores = outputOf(outputs, names.scores, boxes.length * 2, file);
  const shifts = outputOf(outputs, names.boxes, boxes.length * 4, file);
  return boxes.flatMap((box, index) => {
    const score = scores[2 * index + 1]!;
    if (!passes(score, minScore, file)) return [];
    return { box, score, shift: [...shifts.subarray(4 * index, 4 * index + 4)], index };
  });
}

/** The last network's five points of box number `index`: five x, then five y, as shares of the box. */
export function readPoints(shares: Float32Array, [x, y, w, h]: Box, index: number): FivePoints {
  return Array.from({ length: 5 }, (_, k): Point => [
    x + shares[10 * index + k]! * w,
    y + shares[10 * index + 5 + k]! * h,
  ]) as FivePoints; // length 5
}

/** The box with its sides shifted. Throws Fault MODEL_INVALID where a shift is no number. */
export function shifted({ box, score, shift }: Candidate, file: string): Box {
  const [x, y, w, h] = box;
  const [left, top, right, bottom] = shift as [number, number, number, number]; // four sides
  const moved: Box = [x + left * w, y + top * h, w * (1 + right - left), h * (1 + bottom - top)];
  return checkedFace({ box: moved, score }, file).box;
}

/** What the next network is shown: shifted, square, and not turned inside out. */
export const toSquares = (found: readonly Candidate[], file: string): Box[] =>
  found
    .map((candidate) => shifted(candidate, file))
    .filter(([, , w, h]) => w > 0 && h > 0)
    .map((box) => squareBox(box, 1));
