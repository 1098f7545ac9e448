import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVision } from '../engine/vision/createVision';
import { face, foyer, MODELS, picture, tempDir } from './testing/foyer';

const real = { parts: { createVision } };
const DB = ['--db', 'data/foyer.db', '--json'];
const DETECTOR = join(MODELS, 'detector-rfb-320.onnx');
const ADD = ['models', 'add', DETECTOR, '--family', 'rfb-ssd', '--id', 'mine'];
const TERMS = ['--licence', 'MIT', '--source', 'a test'];

const inUse = async (dir: string) => {
  const { json } = await foyer(dir, ['models', 'list', ...DB]);
  return (json() as { id: string; default: boolean }[]).filter((m) => m.default).map((m) => m.id);
};

describe('models', () => {
  it('add, list, use, verify and remove one of the station, without a database or a key', async () => {
    const dir = tempDir();
    const added = await foyer(dir, [...ADD, ...TERMS, ...DB], real);
    expect(added.code).toBe(0);
    expect(added.json()).toMatchObject({
      added: { id: 'mine', role: 'detector', terms: 'free' },
      next: 'models use mine',
    });
    const list = await foyer(dir, ['models', 'list', ...DB]);
    expect(list.json()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'mine', origin: 'user', default: false, calibrated: null }),
        expect.objectContaining({ id: 'rfb-320', origin: 'shipped', default: true }),
        expect.objectContaining({ role: 'embedder', calibrated: true, terms: 'free' }),
      ]),
    );
    const used = await foyer(dir, ['models', 'use', 'mine', ...DB], real);
    expect(used.json()).toEqual({
      role: 'detector',
      id: 'mine',
      before: 'rfb-320',
      templates: null,
      restart: true,
    });
    expect(await inUse(dir)).toContain('mine');
    const verify = await foyer(dir, ['models', 'verify', ...DB], real);
    expect(verify.code).toBe(0);
    expect(verify.json()).toMatchObject({
      models: expect.arrayContaining([{ id: 'mine', file: 'detector-mine.onnx', ok: true }]),
    });
    const kept = await foyer(dir, ['models', 'remove', 'mine', ...DB]);
    expect(kept.code).toBe(2);
    expect(kept.json()).toMatchObject({ error: { code: 'REFUSED' } });
    await foyer(dir, ['models', 'use', 'rfb-320', ...DB], real);
    expect((await foyer(dir, ['models', 'remove', 'mine', ...DB])).code).toBe(0);
    expect(existsSync(join(dir, 'data/models/detector-mine.onnx'))).toBe(false);
    expect(existsSync(join(dir, 'data/foyer.db'))).toBe(false);
  });

  it('verify finds a damaged file of the station, and says which', async () => {
    const dir = tempDir();
    await foyer(dir, [...ADD, ...TERMS, ...DB], real);
    writeFileSync(join(dir, 'data/models/detector-mine.onnx'), 'damaged');
    const verify = await foyer(dir, ['models', 'verify', ...DB], real);
    expect(verify.code).toBe(1);
    expect(verify.json()).toMatchObject({
      ok: false,
      models: expect.arrayContaining([
        expect.objectContaining({ id: 'mine', ok: false, error: expect.any(Object) }),
      ]),
    });
  });

  it('a broken list of the station stops every command that needs models, by file and place', async () => {
    const dir = tempDir();
    await foyer(dir, [...ADD, ...TERMS, ...DB], real);
    const file = join(dir, 'data/models/manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"anchors": 4420', '"anchors": "x"'));
    await picture(join(dir, 'a.png'), face(255, 0, 0));
    for (const command of [
      ['detect', 'a.png'],
      ['models', 'list'],
      ['models', 'use', 'rfb-320'],
    ]) {
      const outcome = await foyer(dir, [...command, ...DB], real);
      expect(outcome.code).toBe(2);
      expect(outcome.json()).toMatchObject({
        error: { code: 'OVERLAY_INVALID', detail: { file, where: 'models.0.anchors' } },
      });
    }
  });

  it.each([
    [['--source', 'x'], /--licence/],
    [['--licence', 'MIT'], /--source/],
    [['--licence', ' ', '--source', 'x'], /--licence/],
  ])('add with only %j asks for the rest', async (given, named) => {
    const dir = tempDir();
    const outcome = await foyer(dir, [...ADD, ...given, ...DB], real);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({
      error: { code: 'BAD_INPUT', message: expect.stringMatching(named) },
    });
    expect(existsSync(join(dir, 'data'))).toBe(false);
  });

  it('add says plainly that a licence is not for commercial use', async () => {
    const outcome = await foyer(
      tempDir(),
      [...ADD, '--licence', 'non-commercial research', '--source', 'a test', ...DB],
      real,
    );
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('not for commercial use');
    expect(outcome.json()).toMatchObject({ added: { terms: 'non-commercial' } });
  });

  it('add takes a ready entry with its files beside it', async () => {
    const dir = tempDir();
    const { models } = JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8')) as {
      models: { id: string }[];
    }; // our own file
    const entry = models.find(({ id }) => id === 'rfb-320');
    const file = 'ready.onnx';
    writeFileSync(join(dir, 'entry.json'), JSON.stringify({ ...entry, id: 'ready', file }));
    copyFileSync(DETECTOR, join(dir, file));
    const outcome = await foyer(dir, ['models', 'add', 'entry.json', ...DB], real);
    expect(outcome.json()).toMatchObject({ added: { id: 'ready' } });
    const both = await foyer(dir, ['models', 'add', 'entry.json', '--id', 'x', ...DB], real);
    expect(both.json()).toMatchObject({ error: { code: 'BAD_INPUT' } });
  });

  it('an embedder without a calibration gives no threshold, and is not put into use', async () => {
    const dir = tempDir();
    const file = join(MODELS, 'embedder-mobilefacenet-512.onnx');
    const told = ['--family', 'arcface-112', '--order', 'BGR', '--mean', '127', '--std', '128'];
    const id = ['--id', 'own'];
    const added = await foyer(dir, ['models', 'add', file, ...told, ...id, ...TERMS, ...DB], real);
    expect(added.json()).toMatchObject({ next: expect.stringContaining('calibrate --with own') });
    const use = await foyer(dir, ['models', 'use', 'own', ...DB], real);
    expect(use.code).toBe(2);
    expect(use.json()).toMatchObject({ error: { code: 'MODEL_UNCALIBRATED' } });
    expect(await inUse(dir)).toContain('mobilefacenet-512');
    await picture(join(dir, 'a.png'), face(255, 0, 0));
    const verify = await foyer(dir, ['verify', 'a.png', 'a.png', '--with', 'own', ...DB]);
    expect(verify.json()).toMatchObject({ error: { code: 'MODEL_UNCALIBRATED' } });
  });

  it('use of another embedder counts the templates that match nothing with it', async () => {
    const dir = tempDir();
    await picture(join(dir, '1.png'), face(255, 0, 0));
    await picture(join(dir, '2.png'), face(0, 255, 0));
    writeFileSync(join(dir, 'p.csv'), 'person_id,name\n1,Ann\n2,Bo\n');
    const people = ['people', 'import', '--csv', 'p.csv', '--photos', '.'];
    const imported = await foyer(dir, [...people, ...DB]);
    expect(imported.code).toBe(0);
    const use = await foyer(dir, ['models', 'use', 'mobilefacenet-512', ...DB], real);
    expect(use.json()).toMatchObject({ templates: { own: 0, others: 2, peopleWithout: 2 } });
    const plain = await foyer(
      dir,
      ['models', 'use', 'mobilefacenet-512', '--db', 'data/foyer.db'],
      real,
    );
    expect(plain.stdout).toContain('2 templates were made by other models');
  });

  it('get without a name lists the catalogue; an unknown name is bad input', async () => {
    const list = await foyer(tempDir(), ['models', 'get', ...DB]);
    expect(list.json()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'yunet', there: false, licence: 'MIT', terms: 'free' }),
      ]),
    );
    const unknown = await foyer(tempDir(), ['models', 'get', 'x', ...DB]);
    expect(unknown.code).toBe(2);
    expect(unknown.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  const yunet = join(MODELS, '../../shared/models/yunet_s_640_640.onnx');
  const still = join(MODELS, 'check/a-1.jpg');
  it.skipIf(!existsSync(yunet))('YuNet, added and used, is what detects', async () => {
    const dir = tempDir();
    const add = ['models', 'add', yunet, '--family', 'yunet', '--id', 'yunet', ...TERMS, ...DB];
    expect((await foyer(dir, add, real)).code).toBe(0);
    const score = async (...more: string[]) => {
      const { json } = await foyer(dir, ['detect', still, ...more, ...DB], real);
      return (json() as { faces: { score: number }[] }[])[0]!.faces.map((f) => f.score);
    };
    const before = await score();
    const once = await score('--with', 'yunet');
    expect(once).toHaveLength(1);
    expect(once).not.toEqual(before);
    expect((await foyer(dir, ['models', 'use', 'yunet', ...DB], real)).code).toBe(0);
    expect(await score()).toEqual(once);
    const pair = [still, join(MODELS, 'check/a-2.jpg')];
    const verify = await foyer(dir, ['verify', ...pair, ...DB], real);
    expect(verify.code).toBe(0);
  });
});
