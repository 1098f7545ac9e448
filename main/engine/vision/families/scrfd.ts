import type { DetectorEntry } from '../manifest';
import type { Detection, FivePoints, Point } from '../types';
import { type Decoder, type Outputs, type Size, checkedFace, outputOf, passes } from './decoder';

type Scrfd = Extract<DetectorEntry, { family: 'scrfd' }>;

/**
 * SCRFD (Guo et al., "Sample and Computation Redistribution for Efficient Face Detection"; decoding
 * as in InsightFace, whose code is MIT): some anchors in each cell of each stride, all at the cell's
 * top left corner; from there the distances to the box's four sides and to the points, in cells.
 */
export function scrfd(entry: Scrfd): Decoder {
  const { scores, boxes, points = [] } = entry.outputs;
  return {
    outputs: [...scores, ...boxes, ...points],
    decode: (outputs, size, minScore) =>
      entry.strides.flatMap((_, level) => decodeLevel(entry, outputs, size, level, minScore)),
  };
}

function decodeLevel(
  { outputs: names, strides, anchorsPerCell, file }: Scrfd,
  outputs: Outputs,
  { width, height }: Size,
  level: number,
  minScore: number,
): Detection[] {
  const stride = strides[level]!;
  const columns = width / stride;
  const anchors = columns * (height / stride) * anchorsPerCell;
  const of = (list: readonly string[], each: number) =>
    outputOf(outputs, list[level]!, anchors * each, file);
  const scores = of(names.scores, 1);
  const boxes = of(names.boxes, 4);
  const points = names.points && of(names.points, 10);
  const found: Detection[] = [];
  for (let i = 0; i < anchors; i++) {
    const score = scores[i]!;
    if (!passes(score, minScore, file)) continue;
    const cell = Math.floor(i / anchorsPerCell);
    const x = (cell % columns) * stride;
    const y = Math.floor(cell / columns) * stride;
    const left = x - boxes[4 * i]! * stride;
    const top = y - boxes[4 * i + 1]! * stride;
    const w = x + boxes[4 * i + 2]! * stride - left;
    const h = y + boxes[4 * i + 3]! * stride - top;
    if (w <= 0 || h <= 0) continue;
    const five = points && fivePoints(points, i, x, y, stride);
    found.push(checkedFace({ box: [left, top, w, h], score, ...(five && { points: five }) }, file));
  }
  return found;
}

const fivePoints = (points: Float32Array, i: number, x: number, y: number, stride: number) =>
  Array.from({ length: 5 }, (_, k): Point => [
    x + points[10 * i + 2 * k]! * stride,
    y + points[10 * i + 2 * k + 1]! * stride,
  ]) as FivePoints; // length 5
