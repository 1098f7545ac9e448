import { createHash } from 'node:crypto';
import type { Box, FivePoints, Point } from '../../../preload/contract/frames';
import type { RgbaImage, Vision } from '../vision/types';

const SIDE = 256;
/** A face-sized set of points in the test picture: eyes level, mouth below. */
const POINTS: FivePoints = [
  [100, 110],
  [150, 108],
  [126, 140],
  [106, 168],
  [146, 167],
];

const BOX: Box = [80, 80, 100, 110];

/** A picture with edges and gradients in every channel, the same on every machine. */
function testPicture(): RgbaImage {
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    data.set([(x * 3 + y) & 255, (x ^ y) & 255, ((x * y) >> 4) & 255, 255], i * 4);
  }
  return { width: SIDE, height: SIDE, data };
}

/**
 * What embeddings in a cache depend on: the hash of each model, how its entry says that it is fed and
 * read (a detector's threshold shows on no test picture), and what every stage makes of a test picture, so that a change of our own processing empties the cache as a change of model does.
 * Outputs are rounded, so that the order in which threads add up does not matter. 64 hex digits.
 */
export async function visionFingerprint(vision: Vision): Promise<string> {
  const picture = testPicture();
  const crop = vision.align(picture, { box: BOX, five: POINTS });
  const [embedding] = await vision.embed([crop]);
  // The points are a detector's: which ones alignment goes by is part of it.
  const landmarks = await vision.landmarks(picture, { box: BOX, score: 1, points: POINTS });
  const faces = await vision.detect(picture, 0.05);
  const whole = landmarks.all.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
  const quality = vision.quality(picture, BOX, { all: whole, five: POINTS }, 4);
  const rounded = {
    embedding: [...(embedding?.vector ?? [])].map((v) => v.toFixed(2)),
    norm: embedding?.norm.toFixed(1),
    landmarks: landmarks.five.flat().map(Math.round),
    quality: Object.values(quality).map((v) => (typeof v === 'number' ? Math.round(v) : v)),
    faces: faces.slice(0, 5).map(({ box, score }) => [score.toFixed(2), box.map(Math.round)]),
  };
  const hash = createHash('sha256');
  for (const { role, sha256 } of vision.models) hash.update(`${role} ${sha256}\n`);
  return hash.update(`${vision.processing}\n`).update(JSON.stringify(rounded)).digest('hex');
}
