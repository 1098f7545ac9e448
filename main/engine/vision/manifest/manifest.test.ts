import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVision } from '../createVision';
import { defaultModel, loadManifest, readVerified } from './index';

const shipped = path.join(process.cwd(), 'models');
const options = { provider: 'cpu', threads: 1 } as const;

let scratch: string;
let dir: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'foyer-models-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));
beforeEach(async () => {
  dir = await mkdtemp(path.join(scratch, 'models-'));
  await cp(shipped, dir, { recursive: true });
});

type Json = { models: Record<string, unknown>[]; defaults: Record<string, string> };

/** Rewrites the copied manifest. */
async function edit(change: (json: Json) => void): Promise<void> {
  const file = path.join(dir, 'manifest.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as Json; // the shipped one
  change(json);
  await writeFile(file, JSON.stringify(json));
}

describe('the shipped models', () => {
  it('are the bytes that the manifest lists', async () => {
    const { models } = await loadManifest(shipped);
    expect(models.map(({ role }) => role).sort()).toEqual([
      'detector',
      'embedder',
      'landmarks',
      'liveness',
      'mesh',
    ]);
    for (const model of models) {
      expect(await readVerified(shipped, model)).toHaveLength(model.bytes);
    }
  });

  it('each name a licence and the exact file they were made from', async () => {
    for (const { licence, source } of (await loadManifest(shipped)).models) {
      expect(licence).toMatch(/^(MIT|Apache-2\.0)$/);
      expect(source.package).toMatch(/@\d+\.\d+\.\d+$/);
      expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('carry a calibration whose thresholds rise as the false match rate falls', async () => {
    const { calibration } = defaultModel(await loadManifest(shipped), 'embedder');
    const { fmrQuantiles, fnmrQuantiles, tail, pairs } = calibration!;
    const rising = (list: [number, number][]) =>
      list.every((q, i) => i === 0 || q[1] > list[i - 1]![1]);
    expect(rising(fmrQuantiles) && rising(fnmrQuantiles)).toBe(true);
    expect(pairs).toBeGreaterThan(1e6);
    expect(tail.ks).toBeLessThan(0.07);
    expect(tail.xi).toBeGreaterThanOrEqual(0);
  });
});

describe('a wrong manifest', () => {
  it('that is missing or no JSON is said to be so', async () => {
    await writeFile(path.join(dir, 'manifest.json'), '{"format": 1,');
    await expect(loadManifest(dir)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
    await rm(path.join(dir, 'manifest.json'));
    await expect(loadManifest(dir)).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  it('names the field that is wrong', async () => {
    await edit(({ models }) => Object.assign(models[0]!, { nmsIou: 'high' }));
    await expect(loadManifest(dir)).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      detail: { where: 'models.0.nmsIou' },
    });
  });

  it('cannot name a file outside its folder', async () => {
    await edit(({ models }) => Object.assign(models[0]!, { file: '../evil.onnx' }));
    await expect(loadManifest(dir)).rejects.toMatchObject({ detail: { where: 'models.0.file' } });
  });

  it('cannot choose a default that it does not list', async () => {
    await edit(({ defaults }) => Object.assign(defaults, { embedder: 'landmarks-68' }));
    await expect(loadManifest(dir)).rejects.toMatchObject({
      detail: { where: 'defaults.embedder' },
    });
  });
});

describe('a wrong model file', () => {
  it('with one changed byte is refused before it is loaded, with both hashes', async () => {
    const { file, sha256 } = defaultModel(await loadManifest(dir), 'embedder');
    const bytes = await readFile(path.join(dir, file));
    bytes[1000]! ^= 1;
    await writeFile(path.join(dir, file), bytes);
    await expect(createVision({ modelsDir: dir, ...options })).rejects.toMatchObject({
      code: 'MODEL_HASH',
      detail: {
        file: path.join(dir, file),
        expected: sha256,
        actual: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it('that is missing is named', async () => {
    const { file } = defaultModel(await loadManifest(dir), 'detector');
    await rm(path.join(dir, file));
    await expect(createVision({ modelsDir: dir, ...options })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      detail: { file: path.join(dir, file), code: 'ENOENT' },
    });
  });

  it('with other inputs or outputs than listed is named, and so is one that is no network', async () => {
    await edit(({ models }) => Object.assign(models[1]!, { outputs: { points: 'nowhere' } }));
    await expect(createVision({ modelsDir: dir, ...options })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('no output "nowhere", only output'),
    });
    await edit(({ models }) =>
      Object.assign(models[1]!, {
        outputs: { points: 'output' },
        input: { ...(models[1]!['input'] as object), width: 96 },
      }),
    );
    await expect(createVision({ modelsDir: dir, ...options })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('[1,1,64,64]'),
    });
  });
});
