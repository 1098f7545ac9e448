import type { DetectorEntry } from '../manifest';
import type { Detection, FivePoints, Point } from '../types';
import { type Decoder, type Outputs, type Size, checkedFace, outputOf, passes } from './decoder';

type YuNet = Extract<DetectorEntry, { family: 'yunet' }>;

/**
 * YuNet 2023 (Wu et al., MIT; decoding as in "YuNet: A Tiny Millisecond-level Face Detector"): in
 * each cell of each stride one face, its centre and points as shifts in cells, its size as logarithms.
 */
export function yunet(entry: YuNet): Decoder {
  return {
    outputs: entry.strides.flatMap((stride) =>
      Object.values(entry.outputs).map((name) => `${name}${stride}`),
    ),
    decode: (outputs, size, minScore) =>
      entry.strides.flatMap((stride) => decodeStride(entry, outputs, size, stride, minScore)),
  };
}

function decodeStride(
  { outputs: names, file }: YuNet,
  outputs: Outputs,
  { width, height }: Size,
  stride: number,
  minScore: number,
): Detection[] {
  const columns = width / stride;
  const cells = columns * (height / stride);
  const cls = outputOf(outputs, `${names.cls}${stride}`, cells, file);
  const obj = outputOf(outputs, `${names.obj}${stride}`, cells, file);
  const boxes = outputOf(outputs, `${names.box}${stride}`, cells * 4, file);
  const points = outputOf(outputs, `${names.points}${stride}`, cells * 10, file);
  const found: Detection[] = [];
  for (let i = 0; i < cells; i++) {
    const score = Math.sqrt(unit(cls[i]!) * unit(obj[i]!));
    if (!passes(score, minScore, file)) continue;
    const gridX = i % columns;
    const gridY = Math.floor(i / columns);
    const w = Math.exp(boxes[4 * i + 2]!) * stride;
    const h = Math.exp(boxes[4 * i + 3]!) * stride;
    const x = (gridX + boxes[4 * i]!) * stride - w / 2;
    const y = (gridY + boxes[4 * i + 1]!) * stride - h / 2;
    const five = Array.from({ length: 5 }, (_, k): Point => [
      (gridX + points[10 * i + 2 * k]!) * stride,
      (gridY + points[10 * i + 2 * k + 1]!) * stride,
    ]) as FivePoints; // length 5
    found.push(checkedFace({ box: [x, y, w, h], score, points: five }, file));
  }
  return found;
}

const unit = (value: number) => Math.min(1, Math.max(0, value));
