// Makes main/engine/vision/golden/golden.json: what each stage must give for the pictures there.
// Written apart from the engine on purpose, in the plainest way that follows the recipe (floats, one
// loop a pixel, no shared code), and run on the published weights, not on the flushed ones: so it
// catches a slip in the engine and in the making of the models alike.
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createLog } from '../lib/log.mjs';
import { writeAtomic } from '../lib/stamp.mjs';
import { MODELS } from './catalogue.mjs';
import { withOriginals } from './originals.mjs';
import { STILLS, cutOut, draw, folder, planes, readStill } from './plain.mjs';

const RGB = [0, 1, 2];
const BGR = [2, 1, 0];

async function detect(session, image) {
  const scale = Math.min(320 / image.width, 240 / image.height);
  const picture = cutOut(image, [0, 0, 320 / scale, 240 / scale], 320, 240);
  const input = new Tensor(
    'float32',
    planes(picture, RGB, (v) => (v - 127) / 128),
    [1, 3, 240, 320],
  );
  const { scores, boxes } = await session.run({ input });
  // One large face a still: the best box is what suppression leaves first.
  let best = 0;
  for (let i = 1; i < 4420; i++) if (scores.data[2 * i + 1] > scores.data[2 * best + 1]) best = i;
  const box = [0, 1, 2, 3].map(
    (k) => (boxes.data[4 * best + k] * (k % 2 === 0 ? 320 : 240)) / scale,
  );
  return { box, score: scores.data[2 * best + 1] };
}

async function landmarks(session, image, [left, top, right, bottom]) {
  const picture = cutOut(image, [left, top, right, bottom], 64, 64);
  const grey = picture.flat().map(([r, g, b]) => (0.299 * r + 0.587 * g + 0.114 * b) / 256);
  const input = new Tensor('float32', Float32Array.from(grey), [1, 1, 64, 64]);
  const { output } = await session.run({ input });
  return Array.from({ length: 68 }, (_, i) => [
    left + output.data[2 * i] * (right - left),
    top + output.data[2 * i + 1] * (bottom - top),
  ]);
}

function fivePoints(points) {
  const mean = (from, to) =>
    [0, 1].map((k) => points.slice(from, to).reduce((sum, p) => sum + p[k], 0) / (to - from));
  return [mean(36, 42), mean(42, 48), points[30], points[48], points[54]];
}

/** Least squares for x' = a·x − b·y + c, y' = b·x + a·y + d by its normal equations. */
function similarity(from, to) {
  const rows = from.flatMap(([x, y], i) => [
    [[x, -y, 1, 0], to[i][0]],
    [[y, x, 0, 1], to[i][1]],
  ]);
  const system = [0, 1, 2, 3].map((i) =>
    [0, 1, 2, 3]
      .map((j) => rows.reduce((sum, [row]) => sum + row[i] * row[j], 0))
      .concat(rows.reduce((sum, [row, value]) => sum + row[i] * value, 0)),
  );
  for (let i = 0; i < 4; i++) {
    const pivot = system.slice(i).reduce((p, q) => (Math.abs(q[i]) > Math.abs(p[i]) ? q : p));
    system.splice(system.indexOf(pivot), 1);
    system.splice(i, 0, pivot);
    for (let k = 0; k < 4; k++) {
      if (k === i) continue;
      const factor = system[k][i] / pivot[i];
      system[k] = system[k].map((value, j) => value - factor * pivot[j]);
    }
  }
  return system.map((row, i) => row[4] / row[i]);
}

function align(image, five, template) {
  const [p, q, r, s] = similarity(five, template);
  // From the crop back to the image: with complex numbers z = (w − t) / m, m = p + qi, t = r + si.
  const square = p * p + q * q;
  const [a, b] = [p / square, -q / square];
  const [c, d] = [-(a * r - b * s), -(b * r + a * s)];
  const n = Math.max(1, Math.round(Math.hypot(a, b)));
  // Template and landmarks speak of pixel centres at whole numbers; `draw` of edges.
  const place = (u, v) => {
    const [x, y] = [u - 0.5, v - 0.5];
    return [a * x - b * y + c + 0.5, b * x + a * y + d + 0.5];
  };
  return draw(image, 112, 112, place, n, n);
}

async function embed(session, picture) {
  const bytes = picture.map((row) => row.map((pixel) => pixel.map((v) => Math.round(v))));
  const input = new Tensor(
    'float32',
    planes(bytes, BGR, (v) => (v - 127) / 128),
    [1, 3, 112, 112],
  );
  const { output } = await session.run({ input });
  const norm = Math.hypot(...output.data);
  return { norm, vector: [...output.data].map((v) => v / norm) };
}

async function liveness(session, image, [left, top, right, bottom]) {
  const [w, h] = [right - left, bottom - top];
  const grow = Math.min(2.7, (image.height - 1) / h, (image.width - 1) / w);
  const [gw, gh] = [w * grow, h * grow];
  const x = Math.max(0, Math.min(image.width - 1 - gw, left + w / 2 - gw / 2));
  const y = Math.max(0, Math.min(image.height - 1 - gh, top + h / 2 - gh / 2));
  const picture = cutOut(image, [x, y, x + gw, y + gh], 128, 128);
  const input = new Tensor(
    'float32',
    planes(picture, BGR, (v) => v),
    [1, 3, 128, 128],
  );
  const { output } = await session.run({ input });
  const powers = [...output.data].map(Math.exp);
  return powers[0] / (powers[0] + powers[1] + powers[2]);
}

/** Mean colour of each of 8 x 8 tiles of the crop: enough to see that it is the same picture. */
function tiles(picture) {
  const side = 14;
  return Array.from({ length: 64 }, (_, t) => {
    const rows = picture.slice(Math.floor(t / 8) * side, Math.floor(t / 8) * side + side);
    const pixels = rows.flatMap((row) => row.slice((t % 8) * side, (t % 8) * side + side));
    return RGB.map((c) => pixels.reduce((sum, pixel) => sum + pixel[c], 0) / pixels.length);
  });
}

const rounded = (digits) => (_key, value) =>
  typeof value === 'number' ? Number(value.toFixed(digits)) : value;

async function makeGolden(bytesOf) {
  const sessions = {};
  for (const entry of MODELS) {
    sessions[entry.role] = await InferenceSession.create(bytesOf(entry), {
      executionProviders: ['cpu'],
    });
  }
  const { template } = MODELS.find(({ role }) => role === 'embedder');
  const stills = [];
  for (const file of STILLS) {
    const image = await readStill(file);
    const { box, score } = await detect(sessions.detector, image);
    const points = await landmarks(sessions.landmarks, image, box);
    const five = fivePoints(points);
    const crop = align(image, five, template);
    const { norm, vector } = await embed(sessions.embedder, crop);
    const live = await liveness(sessions.liveness, image, box);
    const [left, top, right, bottom] = box;
    const placed = { box: [left, top, right - left, bottom - top], score, points, five };
    stills.push({ file, ...placed, tiles: tiles(crop), norm, vector, live });
  }
  const line = (still) => JSON.stringify(still, rounded(5));
  writeAtomic(path.join(folder, 'golden.json'), `[\n${stills.map(line).join(',\n')}\n]\n`);
}

const log = createLog();
await withOriginals(makeGolden, log);
log.line('main/engine/vision/golden/golden.json is made');
