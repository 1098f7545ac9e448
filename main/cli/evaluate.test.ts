import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVision } from '../engine/vision/createVision';
import { meshOf } from '../engine/vision/testing/mesh';
import { face, fakeVision, foyer, picture, tempDir, type Square } from './testing/foyer';

/** Twelve people with two pictures each, a folder a person. */
async function people(): Promise<{ dir: string; names: string[] }> {
  const dir = tempDir();
  const names: string[] = [];
  for (const [r, g, b] of [0, 255].flatMap((x) =>
    [0, 128, 255].flatMap((y) => [0, 255].map((z) => [x, y, z])),
  )) {
    const name = `p${r}-${g}-${b}`;
    if (r === 255 && g === 255 && b === 255) continue; // white is paper
    names.push(name);
    mkdirSync(`${dir}/images/${name}`, { recursive: true });
    await picture(`${dir}/images/${name}/1.png`, face(r!, g!, b!));
    await picture(`${dir}/images/${name}/2.png`, face(r === 0 ? 10 : 245, g!, b!));
  }
  return { dir, names };
}

const VERIFY = ['evaluate', 'verification', '--images', 'images', '--pairs', 'pairs.tsv', '--json'];
const cache = (dir: string) => ({ env: { XDG_CACHE_HOME: `${dir}/cache` } });

async function pairs(): Promise<string> {
  const { dir, names } = await people();
  const lines = names.flatMap((name, at) => [
    `${name}/1.png\t${name}/2.png\t1`,
    `${name}/1.png\t${names[(at + 1) % names.length]!}/1.png\t0`,
  ]);
  writeFileSync(`${dir}/pairs.tsv`, lines.join('\n'));
  return dir;
}

describe('evaluate verification', () => {
  it('reports counts, accuracy, AUC, EER, TAR and the DET curve', async () => {
    const dir = await pairs();
    const outcome = await foyer(dir, VERIFY, cache(dir));
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toMatchObject({
      pairs: 22,
      genuine: 11,
      impostor: 11,
      failedToEnrol: [],
      accuracy: 1,
      accuracyStd: 0,
      thresholdFrom: 'other-folds',
      folds: 10,
      auc: 1,
      eer: 0,
      tarAtFmr: {
        '1e-2': { tar: 1, fmr: 0, resolved: false },
        '1e-3': { tar: 1 },
        '1e-4': { tar: 1 },
      },
      wrongPairs: [],
    });
    expect(outcome.stderr).toContain('images [');
  });

  it('pairs with a face that was not found are refused, and the image is named', async () => {
    const dir = await pairs();
    await picture(`${dir}/images/p0-0-0/2.png`);
    writeFileSync(`${dir}/images/p0-0-255/2.png`, 'broken');
    const outcome = await foyer(dir, VERIFY, cache(dir));
    expect(outcome.json()).toMatchObject({
      failedToEnrol: [
        { image: 'p0-0-0/2.png', reason: 'NO_FACE' },
        { image: 'p0-0-255/2.png', reason: 'IMAGE_UNREADABLE' },
      ],
      refusedPairs: { genuine: 2, impostor: 0 },
      wrongPairs: [{ similarity: null }, { similarity: null }],
      tarAtFmr: { '1e-2': { tar: 9 / 11 } },
    });
  });

  it('is the same again from its cache, in which damage is noticed', async () => {
    const dir = await pairs();
    let embedded = 0;
    const counting = () => {
      const vision = fakeVision();
      const embed: typeof vision.embed = (crops) => {
        embedded += crops.length;
        return vision.embed(crops);
      };
      return Promise.resolve({ ...vision, embed });
    };
    const more = { ...cache(dir), parts: { createVision: counting } };
    const first = await foyer(dir, VERIFY, more);
    const fresh = embedded;
    const second = await foyer(dir, VERIFY, more);
    expect(second.stdout).toBe(first.stdout);
    expect(embedded - fresh).toBe(1); // the fingerprint's own
    const entries = (readdirSync(`${dir}/cache`, { recursive: true }) as string[])
      .map((name) => join(dir, 'cache', name))
      .filter((path) => statSync(path).isFile());
    expect(entries).toHaveLength(22);
    expect(statSync(entries[0]!).mode & 0o777).toBe(0o600);
    writeFileSync(entries[0]!, 'torn');
    expect((await foyer(dir, VERIFY, more)).stdout).toBe(first.stdout);
    expect(embedded - fresh).toBe(3);
  });

  it('--no-cache keeps nothing', async () => {
    const dir = await pairs();
    expect((await foyer(dir, [...VERIFY, '--no-cache'], cache(dir))).code).toBe(0);
    expect(existsSync(`${dir}/cache`)).toBe(false);
  });

  it('bad lists and missing images are errors that name them', async () => {
    const dir = await pairs();
    writeFileSync(
      `${dir}/pairs.tsv`,
      'p0-0-0/1.png\tnowhere.png\t1\nnowhere.png\tp0-0-0/1.png\t0\n',
    );
    expect((await foyer(dir, VERIFY)).json()).toMatchObject({
      error: { code: 'FILE_UNREADABLE', detail: { file: 'nowhere.png' } },
    });
    writeFileSync(`${dir}/pairs.tsv`, 'a\tb\tmaybe\n');
    expect((await foyer(dir, VERIFY)).json()).toMatchObject({
      error: { code: 'CSV_INVALID', detail: { row: 1, column: 3 } },
    });
    expect((await foyer(dir, [...VERIFY, '--folds', '10'])).code).toBe(2);
  });

  it('a list, or a list for the threshold, with pairs of one kind alone is refused', async () => {
    const dir = await pairs();
    writeFileSync(`${dir}/one.tsv`, 'p0-0-0/1.png\tp0-0-0/2.png\t1\n');
    const refused = { error: { code: 'BAD_INPUT', message: expect.stringContaining('one.tsv') } };
    expect((await foyer(dir, [...VERIFY, '--train', 'one.tsv'])).json()).toMatchObject(refused);
    const only = VERIFY.map((arg) => (arg === 'pairs.tsv' ? 'one.tsv' : arg));
    expect((await foyer(dir, only)).json()).toMatchObject(refused);
  });
});

describe('evaluate identification', () => {
  it('finds mated probes at rank 1 and counts strangers', async () => {
    const { dir } = await people();
    const args = [
      'evaluate',
      'identification',
      '--images',
      'images',
      '--gallery-sizes',
      '4,6',
      '--repeats',
      '3',
    ];
    const outcome = await foyer(dir, [...args, '--json'], cache(dir));
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toMatchObject({
      people: 11,
      galleries: [
        {
          people: 4,
          rank1: 1,
          matedProbes: 12,
          strangers: 7,
          strangerProbes: 42,
          targets: [{ target: 0.01 }, { target: 0.001 }],
        },
        { people: 6, rank1: 1, matedProbes: 18, strangers: 5 },
      ],
    });
    expect((await foyer(dir, [...args, '--json'], cache(dir))).stdout).toBe(outcome.stdout);
  });

  it('a gallery of everybody leaves no strangers', async () => {
    const { dir } = await people();
    const outcome = await foyer(
      dir,
      ['evaluate', 'identification', '--images', 'images', '--gallery-sizes', '11', '--json'],
      cache(dir),
    );
    expect(outcome.json()).toMatchObject({
      error: { code: 'BAD_INPUT', detail: { where: '--gallery-sizes' } },
    });
  });
});

describe('evaluate quality', () => {
  /** A vision whose quality is the red of the face, and in which small faces look alike. */
  const redVision = () => {
    const vision = fakeVision();
    const quality: typeof vision.quality = (image, [x, y, w], points, norm) => ({
      ...vision.quality(image, [x, y, w, w], points, norm),
      sharpness: (image.data[(y * image.width + x) * 4]! / 255) * 100,
      interEyeDistancePx: w * 0.4,
    });
    return Promise.resolve({ ...vision, quality });
  };
  const args = ['evaluate', 'quality', '--images', 'images', '--pairs', 'pairs.tsv,more.tsv'];

  async function spoilt(): Promise<string> {
    const dir = await pairs();
    // A genuine pair that cannot match, with the least red of all.
    await picture(`${dir}/images/p255-0-0/2.png`, face(0, 255, 255));
    writeFileSync(`${dir}/more.tsv`, 'p0-0-0/1.png\tp0-255-255/1.png\t0\n');
    return dir;
  }

  it(
    'orders the measures by what they gain, and counts by size of face',
    { timeout: 60_000 },
    async () => {
      const dir = await spoilt();
      const more = { ...cache(dir), parts: { createVision: redVision } };
      const outcome = await foyer(dir, [...args, '--scales', '1,0.5', '--json'], more);
      expect(outcome.code).toBe(0);
      const report = outcome.json() as Record<
        'measures' | 'measuresShrunk',
        { measure: string; gain: number }[]
      >;
      expect(report).toMatchObject({
        pairs: 23,
        genuine: 11,
        impostor: 12,
        refused: 1,
        bySize: { boxWidthPx: [{ from: 120, to: 160, genuine: 11, fnmr: 1 / 11, impostor: 12 }] },
        scales: [
          { scale: 1, medianBoxWidthPx: 120, genuine: 11, noFace: 0 },
          { scale: 0.5, medianBoxWidthPx: 60, medianInterEyePx: 24, genuine: 11 },
        ],
        bySizeShrunk: {
          boxWidthPx: [
            { from: 60, genuine: 11 },
            { from: 120, genuine: 11 },
          ],
        },
      });
      expect(report.measures[0]).toMatchObject({
        measure: 'sharpness',
        correlation: expect.any(Number),
      });
      expect(report.measures[0]!.gain).toBeGreaterThan(0);
      expect(report.measuresShrunk[0]).toMatchObject({ measure: 'sharpness' });
      const dull = report.measures.find(({ measure }) => measure === 'overExposurePrevention');
      expect(dull?.gain).toBeCloseTo(0, 9);
      expect((await foyer(dir, [...args, '--scales', '1,0.5', '--json'], more)).stdout).toBe(
        outcome.stdout,
      );
    },
  );

  it('prints tables, and refuses a list of one kind', async () => {
    const dir = await spoilt();
    const text = (await foyer(dir, [...args, '--scales', '0.5'], cache(dir))).stdout;
    expect(text).toMatch(/sharpness .* %/);
    expect(text).toContain('Second image shrunk');
    const one = await foyer(dir, [...args.slice(0, 4), '--pairs', 'more.tsv', '--json']);
    expect(one.json()).toMatchObject({ error: { code: 'BAD_INPUT' } });
  });
});

describe('evaluate detection', () => {
  it('matches by overlap or middle, and counts misses and false detections', async () => {
    const dir = tempDir();
    mkdirSync(`${dir}/images`);
    mkdirSync(`${dir}/empty`);
    const square = (x: number, y: number, side: number): Square => ({
      box: [x, y, side, side],
      colour: [9, 9, 9],
    });
    await picture(`${dir}/images/a.png`, square(20, 20, 100), square(150, 150, 50));
    await picture(`${dir}/images/b.png`, square(50, 50, 30));
    await picture(`${dir}/empty/paper.png`);
    await picture(`${dir}/empty/stain.png`, square(0, 0, 10));
    writeFileSync(
      `${dir}/boxes.tsv`,
      // The first face is found, the second by its middle alone, the third is not there.
      'a.png\t25\t25\t100\t100\na.png\t120\t120\t110\t110\nb.png\t150\t150\t60\t60\n',
    );
    const args = ['--images', 'images', '--boxes', 'boxes.tsv', '--nonface', 'empty', '--json'];
    const outcome = await foyer(dir, ['evaluate', 'detection', ...args]);
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toMatchObject({
      images: 2,
      faces: 3,
      found: 2,
      detectionRate: 2 / 3,
      missRate: { perFace: 1 - 2 / 3, perImage: 0.5 },
      unmatchedPerImage: 0.5,
      falseDetectionRate: 0.5,
      falsePerImage: 0.5,
      nonface: { images: 2, withDetection: ['stain.png'] },
      bySizePx: [
        { faces: 0 },
        { faces: 0 },
        { faces: 1, found: 0 },
        { faces: 2, found: 2 },
        { faces: 0 },
      ],
    });
    const vision = fakeVision();
    // The mesh takes only the large square for a face.
    const mesh: typeof vision.mesh = (_, [, , w]) => Promise.resolve(meshOf(3, 0, w > 60 ? 1 : 0));
    const isFace: typeof vision.isFace = (_, { face: flag }) => flag > 0.5;
    const gated = await foyer(dir, ['evaluate', 'detection', ...args, '--face-gate'], {
      parts: { createVision: () => Promise.resolve({ ...vision, mesh, isFace }) },
    });
    expect(gated.json()).toMatchObject({
      faceGate: true,
      found: 1,
      falsePerImage: 0,
      unmatchedPerImage: 0,
    });
  });
});

describe('evaluate liveness', () => {
  it('counts attacks that pass and live faces that do not, by frame and by take', async () => {
    const dir = tempDir();
    const lines: string[] = [];
    // Red above 128 is judged live by the vision below.
    const frames = [...Array(10).keys()].map((i) => ({
      live: i < 5,
      red: i === 0 ? 10 : i === 9 ? 250 : i < 5 ? 200 : 50,
    }));
    for (const [i, { live, red }] of frames.entries()) {
      await picture(`${dir}/${i}.png`, face(red, 0, 0));
      lines.push(`${i}.png\t${live ? 1 : 0}\t${live ? 'a' : 'b'}\t01`);
    }
    await picture(`${dir}/none.png`);
    lines.push('none.png\t0\tb\t01');
    writeFileSync(`${dir}/labels.tsv`, lines.join('\n'));
    const liveness: ReturnType<typeof fakeVision>['liveness'] = ({ data, width }, [x, y]) =>
      Promise.resolve(data[(y * width + x) * 4]! / 255);
    const createLive = () => Promise.resolve({ ...fakeVision(), liveness });
    const outcome = await foyer(
      dir,
      ['evaluate', 'liveness', '--images', '.', '--labels', 'labels.tsv', '--json'],
      {
        parts: { createVision: createLive },
      },
    );
    expect(outcome.json()).toMatchObject({
      images: 11,
      threshold: 0.5,
      apcer: 0.2,
      bpcer: 0.2,
      eer: 0.2,
      noFace: { live: 0, attacks: 1, images: [{ image: 'none.png', reason: 'NO_FACE' }] },
      overFrames: { frames: 5, apcer: 0, attacks: 1, bpcer: 0, live: 1 },
    });
  });
});

describe('bench', () => {
  it('search finds what a plain loop finds', async () => {
    const outcome = await foyer(tempDir(), [
      'bench',
      'search',
      '--n',
      '2000',
      '--dim',
      '32',
      '--queries',
      '10',
      '--json',
    ]);
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toMatchObject({
      n: 2000,
      dimension: 32,
      recall: 1,
      p50Ms: expect.any(Number),
      baselines: { plainLoopF64: {} },
    });
  });

  it('pipeline times a folder of frames by stage', async () => {
    const dir = tempDir();
    mkdirSync(`${dir}/clip`);
    for (let i = 10; i < 44; i++) await picture(`${dir}/clip/${i}.png`, face(255, 0, 0));
    const outcome = await foyer(dir, [
      'bench',
      'pipeline',
      '--video',
      'clip',
      '--gallery',
      '10',
      '--json',
    ]);
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toMatchObject({
      frames: 4,
      width: 240,
      stages: { detect: {}, total: {} },
    });
  });

  it('pipeline refuses what is no clip', async () => {
    const dir = tempDir();
    writeFileSync(`${dir}/clip.mjpeg`, 'no picture in here');
    const video = async (path: string) =>
      (await foyer(dir, ['bench', 'pipeline', '--video', path, '--json'])).json();
    expect(await video('clip.mjpeg')).toMatchObject({ error: { code: 'BAD_INPUT' } });
    expect(await video('none.mjpeg')).toMatchObject({ error: { code: 'FILE_UNREADABLE' } });
  });
});

const data = process.env.FOYER_DATA ?? join(import.meta.dirname, '../../../shared/data');
const there = existsSync(join(data, 'bbt/pairs.tsv'));

describe.skipIf(!there)(`on the evaluation data (skipped where ${data} is absent)`, () => {
  it('eight people of a television series are told apart', { timeout: 60_000 }, async () => {
    const outcome = await foyer(
      tempDir(),
      [
        'evaluate',
        'verification',
        '--images',
        join(data, 'bbt'),
        '--pairs',
        join(data, 'bbt/pairs.tsv'),
        '--no-cache',
        '--json',
      ],
      { parts: { createVision } },
    );
    expect(outcome.json()).toMatchObject({ pairs: 780, auc: expect.closeTo(1, 2) });
  });
});
