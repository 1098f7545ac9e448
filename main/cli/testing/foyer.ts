import { Transformer } from '@napi-rs/image';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Quality } from '../../../preload/contract/shapes';
import { outcome } from '../../engine/providers/superviseTrial';
import { normalise } from '../../engine/match/fuse';
import { meshOf } from '../../engine/vision/testing/mesh';
import type { Box, Detection, FivePoints, RgbaImage, Vision } from '../../engine/vision/types';
import type { Parts } from '../context';
import type { ExitCode } from '../io';
import { run } from '../run';

/**
 * Pictures that stand for faces: a square of one strong colour on white is a face, its colour is who
 * it is. `fakeVision` reads them, so that the command line is tested without networks.
 */
export interface Square {
  box: Box;
  /** Red, green, blue; near colours are near faces. */
  colour: [number, number, number];
}

export const SIDE = 240;
const middle: Box = [60, 60, 120, 120];
export const face = (...colour: Square['colour']): Square => ({ box: middle, colour });

export async function picture(file: string, ...squares: Square[]): Promise<string> {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (const { box, colour } of squares) {
    for (let y = box[1]; y < box[1] + box[3]; y++) {
      for (let x = box[0]; x < box[0] + box[2]; x++) data.set(colour, (y * SIDE + x) * 4);
    }
  }
  await writeFile(file, await Transformer.fromRgbaPixels(data, SIDE, SIDE).png());
  return file;
}

const pixel = ({ data, width }: RgbaImage, x: number, y: number) =>
  data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3);
const isWhite = (rgb: ArrayLike<number>) => rgb[0] === 255 && rgb[1] === 255 && rgb[2] === 255;

/** Corners of squares lie on multiples of this. */
const GRID = 10;

/** Every square on white, found from its top left corner. */
function findSquares(image: RgbaImage): Detection[] {
  const found: Detection[] = [];
  const inside = (x: number, y: number) =>
    found.some(({ box: [l, t, w, h] }) => x >= l && x < l + w && y >= t && y < t + h);
  for (let y = 0; y < image.height; y += GRID) {
    for (let x = 0; x < image.width; x += GRID) {
      if (isWhite(pixel(image, x, y)) || inside(x, y)) continue;
      let w = 0;
      while (x + w < image.width && !isWhite(pixel(image, x + w, y))) w += GRID;
      let h = 0;
      while (y + h < image.height && !isWhite(pixel(image, x, y + h))) h += GRID;
      found.push({ box: [x, y, w, h], score: 0.99 });
    }
  }
  return found;
}

const quality = (unified: number): Quality => ({
  unified,
  interEyeDistancePx: 50,
  interEyeDistance: 100,
  sharpness: 100,
  underExposurePrevention: 100,
  overExposurePrevention: 100,
  illuminationUniformity: 100,
  pose: 100,
  inFrame: 100,
  recognisability: 100,
  eyesOpen: null,
  mouthClosed: null,
  faceInCrop: null,
  yawDeg: 0,
  pitchDeg: 0,
  rollDeg: 0,
});

export const fakeVision = (): Vision => ({
  models: [],
  embedderId: 'colours',
  dimension: 3,
  provider: 'cpu',
  detect: (image) => Promise.resolve(findSquares(image)),
  landmarks: (_, { box: [x, y, w, h] }) => {
    const five: FivePoints = [
      [x + w * 0.3, y + h * 0.4],
      [x + w * 0.7, y + h * 0.4],
      [x + w * 0.5, y + h * 0.6],
      [x + w * 0.35, y + h * 0.8],
      [x + w * 0.65, y + h * 0.8],
    ];
    return Promise.resolve({ all: five, five });
  },
  align: (image, { five: [[x, y]] }) => {
    const rgb = pixel(image, Math.round(x), Math.round(y));
    return { size: 1, data: Uint8ClampedArray.from([...rgb, 255]) };
  },
  embed: (crops) =>
    Promise.resolve(
      crops.map(({ data }) => ({
        vector: normalise(Float32Array.from(data.subarray(0, 3), (v) => v - 128)),
        norm: 4,
      })),
    ),
  processing: 'fake',
  captureScore: 0.8,
  liveness: () => Promise.resolve(1),
  mesh: () => Promise.resolve(meshOf()),
  isFace: () => true,
  quality: () => quality(90),
  recognised: (given) => given,
  close: () => Promise.resolve(),
});

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'foyer-cli-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export const MODELS = join(import.meta.dirname, '../../../models');

export interface Outcome {
  code: ExitCode;
  stdout: string;
  stderr: string;
  /** stdout as the one JSON document it must be. */
  json: () => unknown;
}

/** Runs the command line in this process, in a folder, with the colours' vision unless told otherwise. */
export async function foyer(
  cwd: string,
  args: string[],
  more: { env?: Record<string, string>; parts?: Partial<Parts>; signal?: AbortSignal } = {},
): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const { env = {}, parts = {}, signal = new AbortController().signal } = more;
  const code = await run(
    args,
    {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      cwd,
      host: { platform: 'linux', env, home: join(cwd, 'home') },
      signal,
    },
    {
      createVision: () => Promise.resolve(fakeVision()),
      runTrial: ({ provider }) =>
        Promise.resolve(outcome(provider, 'unavailable', 'there is none here')),
      modelsDir: MODELS,
      version: '9.9.9',
      ...parts,
    },
  );
  return { code, stdout, stderr, json: () => JSON.parse(stdout) as unknown };
}
