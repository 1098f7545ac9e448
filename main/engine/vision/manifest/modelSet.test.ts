import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVision } from '../createVision';
import { defaultModel, loadManifest, loadModels } from '.';

const shipped = path.join(process.cwd(), 'models');
let own: string;
beforeEach(async () => {
  own = path.join(await mkdtemp(path.join(tmpdir(), 'foyer-own-')), 'models');
});
afterEach(() => rm(path.dirname(own), { recursive: true, force: true }));

type Entry = Record<string, unknown> & { file: string };

/** The shipped embedder as a model of the station's own, changed as told, and the list naming it. */
async function ownEmbedder(change: Record<string, unknown> = {}): Promise<Entry> {
  const { models } = JSON.parse(await readFile(path.join(shipped, 'manifest.json'), 'utf8')) as {
    models: Entry[];
  }; // our own file
  const entry = models.find(({ role }) => role === 'embedder')!;
  return { ...entry, id: 'own-embedder', file: 'own.onnx', ...change };
}

async function write(list: unknown): Promise<void> {
  await mkdir(own, { recursive: true });
  const text = typeof list === 'string' ? list : JSON.stringify(list);
  await writeFile(path.join(own, 'manifest.json'), text);
}

const folders = () => ({ modelsDir: shipped, userModelsDir: own });

describe("a station's own models", () => {
  it('need no folder: without one the shipped list stands', async () => {
    const { manifest, originOf } = await loadModels(folders());
    expect(manifest).toEqual(await loadManifest(shipped));
    expect(originOf('rfb-320')).toBe('shipped');
  });

  it('join the shipped ones, from their own folder, and take a role where the list says so', async () => {
    await write({
      format: 1,
      defaults: { embedder: 'own-embedder' },
      models: [await ownEmbedder()],
    });
    const { manifest, shippedDefaults, originOf, folderOf } = await loadModels(folders());
    expect(manifest.models).toHaveLength(6);
    expect(defaultModel(manifest, 'embedder').id).toBe('own-embedder');
    expect(defaultModel(manifest, 'detector').id).toBe('rfb-320');
    expect(shippedDefaults.embedder).toBe('mobilefacenet-512');
    expect([originOf('own-embedder'), folderOf('own-embedder')]).toEqual(['user', own]);
    expect(folderOf('rfb-320')).toBe(shipped);
  });

  it('that have id and bytes of a shipped one are that one, as the station lists it', async () => {
    await write({
      format: 1,
      models: [await ownEmbedder({ id: 'mobilefacenet-512', title: 'Calibrated here' })],
    });
    const { manifest } = await loadModels(folders());
    expect(manifest.models).toHaveLength(5);
    expect(defaultModel(manifest, 'embedder').title).toBe('Calibrated here');
  });

  it('can be preferred for once without becoming the default', async () => {
    await write({ format: 1, models: [await ownEmbedder()] });
    const once = await loadModels({ ...folders(), prefer: ['own-embedder'] });
    expect(defaultModel(once.manifest, 'embedder').id).toBe('own-embedder');
    expect(defaultModel((await loadModels(folders())).manifest, 'embedder').id).toBe(
      'mobilefacenet-512',
    );
    await expect(loadModels({ ...folders(), prefer: ['nothing'] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(
      loadModels({ ...folders(), prefer: ['own-embedder', 'mobilefacenet-512'] }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('are loaded by the engine from their folder, and said to be from there', async () => {
    await write({
      format: 1,
      defaults: { embedder: 'own-embedder' },
      models: [await ownEmbedder()],
    });
    await cp(path.join(shipped, 'embedder-mobilefacenet-512.onnx'), path.join(own, 'own.onnx'));
    const vision = await createVision({ ...folders(), provider: 'cpu', threads: 1 });
    expect(vision.embedderId).toMatch(/^own-embedder@/);
    expect(vision.models.map(({ role, origin }) => `${role} ${origin}`)).toEqual([
      'detector shipped',
      'landmarks shipped',
      'embedder user',
      'liveness shipped',
      'mesh shipped',
    ]);
    await vision.close();
  });
});

describe("a broken list of the station's own models", () => {
  const list = async (change: object, defaults = {}) => ({
    format: 1,
    defaults,
    models: [await ownEmbedder(change as Record<string, unknown>)],
  });
  it.each([
    ['is no JSON', () => '{"format":', ''],
    ['has another format', async () => ({ ...(await list({})), format: 2 }), 'format'],
    ['has a wrong field', () => list({ dimension: 'many' }), 'models.0.dimension'],
    ['has an unknown family', () => list({ family: 'crystal-ball' }), 'models.0.family'],
    ['names a file outside the folder', () => list({ file: '../x.onnx' }), 'models.0.file'],
    ['names a default that nobody lists', () => list({}, { embedder: 'x' }), 'defaults.embedder'],
    [
      'names a default of another role',
      () => list({}, { detector: 'own-embedder' }),
      'defaults.detector',
    ],
    ['takes the id of another model', () => list({ id: 'rfb-320' }), 'models.0.id'],
    [
      'has an id twice',
      async () => ({ format: 1, models: [await ownEmbedder(), await ownEmbedder()] }),
      'models.1.id',
    ],
    [
      'has a file twice',
      async () => ({ format: 1, models: [await ownEmbedder(), await ownEmbedder({ id: 'b' })] }),
      'models.1.file',
    ],
  ])('that %s is a fault with file and place, and nothing is loaded', async (_, make, where) => {
    await write(await make());
    await expect(createVision({ ...folders(), provider: 'cpu', threads: 1 })).rejects.toMatchObject(
      {
        code: 'OVERLAY_INVALID',
        detail: { file: path.join(own, 'manifest.json'), where },
      },
    );
  });

  it('that cannot be read is a fault, unlike one that is not there', async () => {
    await mkdir(path.join(own, 'manifest.json'), { recursive: true });
    await expect(loadModels(folders())).rejects.toMatchObject({ code: 'OVERLAY_INVALID' });
  });
});

describe('a file of a model of the station that is in use', () => {
  beforeEach(async () => {
    await write({
      format: 1,
      defaults: { embedder: 'own-embedder' },
      models: [await ownEmbedder()],
    });
  });

  it('and is missing is named; no shipped model takes its place', async () => {
    await expect(createVision({ ...folders(), provider: 'cpu', threads: 1 })).rejects.toMatchObject(
      { code: 'MODEL_MISSING', detail: { file: path.join(own, 'own.onnx') } },
    );
  });

  it('and has other bytes is named, with both hashes', async () => {
    await writeFile(path.join(own, 'own.onnx'), 'not it');
    await expect(createVision({ ...folders(), provider: 'cpu', threads: 1 })).rejects.toMatchObject(
      {
        code: 'MODEL_HASH',
        detail: {
          file: path.join(own, 'own.onnx'),
          expected: expect.stringMatching(/^0d7539/),
          actual: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    );
  });
});
