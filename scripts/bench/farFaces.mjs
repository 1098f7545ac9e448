// node scripts/bench/farFaces.mjs --faces DIR --boxes FILE --background DIR --out DIR [--count N] [--seed N]
// Pictures of 1280 x 720 with one small face each, and their boxes.tsv, for `evaluate detection`:
// a photo with a known box, shrunk by averaging until the box is 16 to 72 pixels wide, is laid at a
// place of its own on a picture without people that fills the frame. The same seed gives the same.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Transformer } from '@napi-rs/image';

const [WIDTH, HEIGHT] = [1280, 720];
const [LEAST, MOST] = [16, 72];

const { values } = parseArgs({
  options: {
    faces: { type: 'string' },
    boxes: { type: 'string' },
    background: { type: 'string' },
    out: { type: 'string' },
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});
for (const name of ['faces', 'boxes', 'background', 'out']) {
  if (values[name] === undefined) throw new Error(`--${name} is missing`);
}

/** Mulberry32: 0 to 1, the same row for the same seed. */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const pick = (list) => list[Math.floor(random() * list.length)];

/** RGB pixels of a JPEG or PNG picture; null where it is grey or has transparency. */
async function read(file) {
  const transformer = new Transformer(readFileSync(file));
  const { width, height } = await transformer.metadata();
  const data = await transformer.rawPixels();
  return data.length === width * height * 3 ? { width, height, data } : null;
}

/** Averages the picture into w x h pixels of the canvas at (left, top). */
function lay(canvas, { width, height, data }, [left, top, w, h]) {
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [x0, y0] = [Math.floor((x * width) / w), Math.floor((y * height) / h)];
      const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * width) / w));
      const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * height) / h));
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = y0; j < y1; j++)
          for (let i = x0; i < x1; i++) sum += data[(j * width + i) * 3 + c];
        canvas[((top + y) * WIDTH + left + x) * 4 + c] = sum / ((x1 - x0) * (y1 - y0));
      }
    }
  }
}

const rows = readFileSync(values.boxes, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split('\t'));
const faces = rows.map(([image, ...box]) => ({ image, box: box.map(Number) }));
const backgrounds = readdirSync(values.background, { recursive: true }).filter((name) =>
  /\.jpe?g$/i.test(name),
);
mkdirSync(values.out, { recursive: true });
const list = [];
while (list.length < Number(values.count)) {
  const behind = await read(path.join(values.background, pick(backgrounds)));
  const { image, box } = pick(faces);
  const photo = await read(path.join(values.faces, image));
  if (behind === null || photo === null) continue;
  const scale = (LEAST + random() * (MOST - LEAST)) / box[2];
  const [w, h] = [Math.round(photo.width * scale), Math.round(photo.height * scale)];
  if (scale > 1 || w >= WIDTH || h >= HEIGHT) continue;
  const canvas = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
  const cover = Math.max(WIDTH / behind.width, HEIGHT / behind.height);
  const shown = {
    width: Math.round(WIDTH / cover),
    height: Math.round(HEIGHT / cover),
    data: null,
  };
  shown.data = new Uint8Array(shown.width * shown.height * 3);
  for (let y = 0; y < shown.height; y++) {
    const from = y * behind.width * 3;
    shown.data.set(behind.data.subarray(from, from + shown.width * 3), y * shown.width * 3);
  }
  lay(canvas, shown, [0, 0, WIDTH, HEIGHT]);
  const [left, top] = [Math.floor(random() * (WIDTH - w)), Math.floor(random() * (HEIGHT - h))];
  lay(canvas, photo, [left, top, w, h]);
  const name = `${String(list.length + 1).padStart(4, '0')}.png`;
  const png = await Transformer.fromRgbaPixels(canvas, WIDTH, HEIGHT).png();
  writeFileSync(path.join(values.out, name), png);
  const there = [left + box[0] * scale, top + box[1] * scale, box[2] * scale, box[3] * scale];
  list.push([name, ...there.map((value) => value.toFixed(1))].join('\t'));
}
writeFileSync(path.join(values.out, 'boxes.tsv'), `${list.join('\n')}\n`);
console.log(`${list.length} pictures in ${values.out}`);
