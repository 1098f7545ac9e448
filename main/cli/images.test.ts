import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVision } from '../engine/vision/createVision';
import { face, foyer, MODELS, picture, tempDir } from './testing/foyer';

const golden = join(import.meta.dirname, '../engine/vision/golden');
const FRANCK = ['franck_02159.jpg', 'franck_02683.jpg'].map((name) => join(golden, name));

/** A folder with a red, a darker red, a blue face, two faces, none, and files that are no picture. */
async function folder(): Promise<string> {
  const dir = tempDir();
  await picture(`${dir}/red.png`, face(255, 0, 0));
  await picture(`${dir}/dark.png`, face(200, 0, 0));
  await picture(`${dir}/blue.png`, face(0, 0, 255));
  await picture(
    `${dir}/two.png`,
    { box: [10, 10, 40, 40], colour: [0, 0, 255] },
    { box: [100, 100, 100, 100], colour: [255, 0, 0] },
  );
  await picture(`${dir}/none.png`);
  writeFileSync(`${dir}/empty.jpg`, '');
  writeFileSync(`${dir}/text.jpg`, 'not a picture');
  writeFileSync(`${dir}/cut.png`, readFileSync(`${dir}/red.png`).subarray(0, 60));
  return dir;
}

describe('detect', () => {
  it('gives every face of every image with box, score, points and quality', async () => {
    const outcome = await foyer(await folder(), ['detect', 'two.png', 'none.png', '--json']);
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toEqual([
      {
        image: 'two.png',
        width: 240,
        height: 240,
        faces: [
          expect.objectContaining({
            box: [10, 10, 40, 40],
            score: 0.99,
            landmarks: expect.any(Array),
          }),
          expect.objectContaining({ box: [100, 100, 100, 100], quality: expect.any(Object) }),
        ],
      },
      { image: 'none.png', width: 240, height: 240, faces: [] },
    ]);
  });

  it.each(['detect', 'embed'])('%s asks the mesh only with --mesh', async (command) => {
    const dir = await folder();
    const seen = async (...more: string[]) => {
      const { stdout } = await foyer(dir, [command, 'red.png', '--json', ...more]);
      return stdout;
    };
    expect(await seen()).toContain('"eyesOpen": null');
    const asked = await seen('--mesh');
    expect(asked).toContain('"mouthClosed": 100');
    expect(asked).toMatch(/"mesh": \{\s+"face": 1,\s+"pose": \{\s+"yawDeg"/);
  });

  it('exits 1 when no image has a face', async () => {
    expect((await foyer(await folder(), ['detect', 'none.png'])).code).toBe(1);
  });

  it.each([
    ['nowhere.png', 'FILE_UNREADABLE'],
    ['empty.jpg', 'IMAGE_UNREADABLE'],
    ['text.jpg', 'IMAGE_UNREADABLE'],
    ['cut.png', 'IMAGE_UNREADABLE'],
  ])('%s alone is an error that names it', async (name, code) => {
    const outcome = await foyer(await folder(), ['detect', name, '--json']);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({
      error: { code, message: expect.stringContaining(name) },
    });
  });

  it('an unreadable image among others is reported in its place and the rest is done', async () => {
    const outcome = await foyer(await folder(), ['detect', 'text.jpg', 'red.png', '--json']);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject([
      { image: 'text.jpg', error: { code: 'IMAGE_UNREADABLE' } },
      { image: 'red.png', faces: [{}] },
    ]);
    expect(outcome.stderr).toContain('text.jpg');
  });
});

describe('embed', () => {
  it("is the largest face's embedding; one object for one image, a list for several", async () => {
    const dir = await folder();
    const one = await foyer(dir, ['embed', 'two.png', '--json']);
    expect(one.json()).toMatchObject({
      image: 'two.png',
      model: 'colours',
      dimension: 3,
      norm: 4,
      box: [100, 100, 100, 100],
    });
    const { embedding } = one.json() as { embedding: number[] }; // as above
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 6);
    const several = await foyer(dir, ['embed', 'red.png', 'none.png', '--json']);
    expect(several.code).toBe(0);
    expect(several.json()).toMatchObject([{ image: 'red.png' }, { error: { code: 'NO_FACE' } }]);
  });

  it('exits 1 without a face', async () => {
    const outcome = await foyer(await folder(), ['embed', 'none.png', '--json']);
    expect(outcome).toMatchObject({ code: 1 });
    expect(outcome.json()).toMatchObject({ image: 'none.png', error: { code: 'NO_FACE' } });
  });
});

describe('verify', () => {
  it('says yes with exit 0 and no with exit 1', async () => {
    const dir = await folder();
    const same = await foyer(dir, ['verify', 'red.png', 'dark.png', '--json']);
    expect(same.code).toBe(0);
    expect(same.json()).toMatchObject({ match: true, warnings: [] });
    const other = await foyer(dir, ['verify', 'red.png', 'blue.png', '--json']);
    expect(other.code).toBe(1);
    const answer = other.json() as { similarity: number; threshold: number; fmr: number }; // checked below
    expect(answer.similarity).toBeLessThan(answer.threshold);
    expect(answer.fmr).toBeGreaterThan(0.001);
  });

  it('a smaller risk asks for a higher threshold', async () => {
    const dir = await folder();
    const at = async (risk: string) =>
      (await foyer(dir, ['verify', 'red.png', 'dark.png', '--json', '--risk', risk])).json() as {
        threshold: number;
      };
    expect((await at('0.00001')).threshold).toBeGreaterThan((await at('0.01')).threshold);
  });

  it('takes the largest of several faces and says so', async () => {
    const outcome = await foyer(await folder(), ['verify', 'two.png', 'red.png', '--json']);
    expect(outcome.json()).toMatchObject({
      match: true,
      warnings: [expect.stringContaining('two.png shows 2 faces')],
    });
  });

  it('without a face there is nothing to compare', async () => {
    const outcome = await foyer(await folder(), ['verify', 'red.png', 'none.png', '--json']);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({
      error: { code: 'NO_FACE', detail: { image: 'none.png' } },
    });
  });
});

describe('with the real models', () => {
  it('two stills of one man match', async () => {
    const outcome = await foyer(tempDir(), ['verify', ...FRANCK, '--json'], {
      parts: { createVision },
    });
    expect(outcome.code).toBe(0);
    const { similarity, fmr } = outcome.json() as { similarity: number; fmr: number }; // checked below
    expect(similarity).toBeGreaterThan(0.5);
    expect(fmr).toBeLessThan(1e-4);
  });

  it('models list and verify find the files as the manifest has them', async () => {
    const list = await foyer(tempDir(), ['models', 'list', '--json']);
    expect(list.json()).toEqual(
      expect.arrayContaining([expect.objectContaining({ role: 'embedder', default: true })]),
    );
    const verify = await foyer(tempDir(), ['models', 'verify', '--json'], {
      parts: { createVision },
    });
    expect(verify.code).toBe(0);
    expect(verify.json()).toMatchObject({ ok: true, loaded: { ok: true, provider: 'cpu' } });
  });

  it('a changed model file is found, named, and never loaded', async () => {
    const dir = tempDir();
    const manifest = JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8')) as {
      models: { file: string }[];
    };
    for (const { file } of manifest.models) copyFileSync(join(MODELS, file), join(dir, file));
    copyFileSync(join(MODELS, 'manifest.json'), join(dir, 'manifest.json'));
    const [{ file }] = manifest.models as [{ file: string }]; // the manifest lists four
    const bytes = readFileSync(join(dir, file));
    bytes[1000]! ^= 1;
    writeFileSync(join(dir, file), bytes);
    const verify = await foyer(dir, ['models', 'verify', '--models', dir, '--json'], {
      parts: { createVision },
    });
    expect(verify.code).toBe(1);
    expect(verify.json()).toMatchObject({ ok: false, loaded: null });
    const detect = await foyer(dir, ['detect', FRANCK[0]!, '--models', dir, '--json'], {
      parts: { createVision },
    });
    expect(detect.code).toBe(2);
    expect(detect.json()).toMatchObject({
      error: { code: 'MODEL_HASH', message: expect.stringContaining(file) },
    });
  });
});
