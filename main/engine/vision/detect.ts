import type { DetectorEntry, ModelInput } from './manifest';
import { letterboxScale, nms } from './geometry';
import { Resizer } from './resample';
import type { Session } from './session';
import type { Detection, FivePoints, Point, RgbaImage } from './types';

type Outputs = Record<string, Float32Array>;
/** Reads one run's outputs: every box over the score, in pixels of the network's input. */
type Decoder = (outputs: Outputs, minScore: number) => Detection[];

export interface Detector {
  /** Faces by falling score, in image pixels; boxes may reach over the image's edge. */
  detect(image: RgbaImage, minScore?: number): Promise<Detection[]>;
}

/** Output names that a detector's session must be opened with. */
export function detectorOutputs(entry: DetectorEntry): string[] {
  if (entry.family === 'rfb-ssd') return Object.values(entry.outputs);
  return entry.strides.flatMap((stride) =>
    Object.values(entry.outputs).map((name) => `${name}${stride}`),
  );
}

/** A detector of any family over its session. The image is letterboxed to the input's top left. */
export function createDetector(entry: DetectorEntry, session: Session): Detector {
  const { input } = entry;
  const resizer = new Resizer(input.width, input.height);
  const decode = entry.family === 'rfb-ssd' ? decodeRfb(entry) : decodeYuNet(entry);
  return {
    async detect(image, minScore = entry.scoreThreshold) {
      const scale = letterboxScale(image, input);
      const outputs = await session.run((into) =>
        resizer.resize(image, [0, 0, input.width / scale, input.height / scale], input, into),
      );
      return nms(decode(outputs, minScore), entry.nmsIou).map((found) => toImage(found, scale));
    },
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

/** Ultra-Light RFB (Linzaer, MIT): corners already decoded by the network, as shares of the input. */
function decodeRfb(entry: Extract<DetectorEntry, { family: 'rfb-ssd' }>): Decoder {
  const { width, height } = entry.input;
  return (outputs, minScore) => {
    const scores = outputs[entry.outputs.scores]!;
    const boxes = outputs[entry.outputs.boxes]!;
    const found: Detection[] = [];
    for (let i = 0; i < entry.anchors; i++) {
      const score = scores[2 * i + 1]!;
      if (!(score >= minScore)) continue;
      const left = boxes[4 * i]! * width;
      const top = boxes[4 * i + 1]! * height;
      const right = boxes[4 * i + 2]! * width;
      const bottom = boxes[4 * i + 3]! * height;
      if (right > left && bottom > top) {
        found.push({ box: [left, top, right - left, bottom - top], score });
      }
    }
    return found;
  };
}

/** YuNet 2023 (Wu et al., MIT; decoding as in its paper, "YuNet: A Tiny Millisecond-level Face Detector"). */
function decodeYuNet(entry: Extract<DetectorEntry, { family: 'yunet' }>): Decoder {
  return (outputs, minScore) =>
    entry.strides.flatMap((stride) => decodeStride(entry, outputs, stride, minScore));
}

function decodeStride(
  { outputs: names, input }: Extract<DetectorEntry, { family: 'yunet' }>,
  outputs: Outputs,
  stride: number,
  minScore: number,
): Detection[] {
  const cls = outputs[`${names.cls}${stride}`]!;
  const obj = outputs[`${names.obj}${stride}`]!;
  const boxes = outputs[`${names.box}${stride}`]!;
  const points = outputs[`${names.points}${stride}`]!;
  const columns = columnCount(input, stride);
  const found: Detection[] = [];
  for (let i = 0; i < cls.length; i++) {
    const score = Math.sqrt(unit(cls[i]!) * unit(obj[i]!));
    if (!(score >= minScore)) continue;
    const gridX = i % columns;
    const gridY = Math.floor(i / columns);
    const w = Math.exp(boxes[4 * i + 2]!) * stride;
    const h = Math.exp(boxes[4 * i + 3]!) * stride;
    const x = (gridX + boxes[4 * i]!) * stride - w / 2;
    const y = (gridY + boxes[4 * i + 1]!) * stride - h / 2;
    const five = Array.from({ length: 5 }, (_, k): Point => [
      (gridX + points[10 * i + 2 * k]!) * stride,
      (gridY + points[10 * i + 2 * k + 1]!) * stride,
    ]);
    found.push({ box: [x, y, w, h], score, points: five as FivePoints }); // length 5 above
  }
  return found;
}

const columnCount = ({ width }: ModelInput, stride: number) => width / stride;
const unit = (value: number) => Math.min(1, Math.max(0, value));
