import type { DetectorEntry } from '../manifest';
import type { Detection } from '../types';
import { type Decoder, checkedFace, outputOf, passes } from './decoder';

/** Ultra-Light RFB (Linzaer, MIT): corners already decoded by the network, as shares of the input. */
export function rfbSsd(entry: Extract<DetectorEntry, { family: 'rfb-ssd' }>): Decoder {
  const { outputs: names, anchors, file } = entry;
  return {
    outputs: Object.values(names),
    decode(outputs, { width, height }, minScore) {
      const scores = outputOf(outputs, names.scores, 2 * anchors, file);
      const boxes = outputOf(outputs, names.boxes, 4 * anchors, file);
      const found: Detection[] = [];
      for (let i = 0; i < anchors; i++) {
        const score = scores[2 * i + 1]!;
        if (!passes(score, minScore, file)) continue;
        const left = boxes[4 * i]! * width;
        const top = boxes[4 * i + 1]! * height;
        const w = boxes[4 * i + 2]! * width - left;
        const h = boxes[4 * i + 3]! * height - top;
        if (w <= 0 || h <= 0) continue;
        found.push(checkedFace({ box: [left, top, w, h], score }, file));
      }
      return found;
    },
  };
}
