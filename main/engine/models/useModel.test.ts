import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../preload/contract/faults';
import { loadModels } from '../vision/manifest';
import { removeModel } from './removeModel';
import { ownModel, tempFolders } from './testing/folders';
import { useModel } from './useModel';

const loads = () => Promise.resolve();
const list = async (dir: string) =>
  JSON.parse(await readFile(path.join(dir, 'manifest.json'), 'utf8')) as Record<string, unknown>; // read below

describe('using a model', () => {
  it('makes it the default of its role, and going back takes the choice off the list', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own' });
    expect(await useModel(folders, 'own', loads)).toEqual({
      role: 'detector',
      id: 'own',
      before: 'rfb-320',
    });
    expect((await loadModels(folders)).manifest.defaults.detector).toBe('own');
    expect(await useModel(folders, 'rfb-320', loads)).toMatchObject({ before: 'own' });
    expect((await list(folders.userModelsDir))['defaults']).toEqual({});
  });

  it('loads it first, with the shipped models in every other role, and only then writes', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own' });
    const before = await list(folders.userModelsDir);
    const load = vi.fn(() => Promise.reject(new Fault('MODEL_HASH', 'another file')));
    await expect(useModel(folders, 'own', load)).rejects.toMatchObject({ code: 'MODEL_HASH' });
    expect(load).toHaveBeenCalledWith(
      expect.arrayContaining(['own', 'landmarks-68', 'mobilefacenet-512', 'minifasnet-se-128']),
    );
    expect(await list(folders.userModelsDir)).toEqual(before);
  });

  it('refuses an embedder without a calibration: no threshold follows from a risk', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'embedder', { id: 'own', calibration: undefined });
    await expect(useModel(folders, 'own', loads)).rejects.toMatchObject({
      code: 'MODEL_UNCALIBRATED',
      message: expect.stringContaining('models calibrate --with own'),
    });
    expect((await loadModels(folders)).manifest.defaults.embedder).toBe('mobilefacenet-512');
  });

  it('of the default changes nothing, and makes no list where there was none', async () => {
    const folders = await tempFolders();
    expect(await useModel(folders, 'rfb-320', loads)).toMatchObject({ before: 'rfb-320' });
    expect(existsSync(folders.userModelsDir)).toBe(false);
  });

  it('that nobody lists is not found', async () => {
    await expect(useModel(await tempFolders(), 'own', loads)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('rfb-320'),
    });
  });

  it('keeps what a newer program wrote into the list', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own', novelty: 7 });
    const file = path.join(folders.userModelsDir, 'manifest.json');
    await writeFile(file, JSON.stringify({ ...(await list(folders.userModelsDir)), later: true }));
    await useModel(folders, 'own', loads);
    expect(await list(folders.userModelsDir)).toMatchObject({
      later: true,
      models: [{ novelty: 7 }],
    });
  });

  it('does not write over a list that is broken', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own' });
    const file = path.join(folders.userModelsDir, 'manifest.json');
    await writeFile(file, '{ broken');
    await expect(useModel(folders, 'rfb-320', loads)).rejects.toMatchObject({
      code: 'OVERLAY_INVALID',
    });
    expect(await readFile(file, 'utf8')).toBe('{ broken');
  });
});

describe('removing a model', () => {
  it('takes it off the list and deletes its file', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own' });
    expect(await removeModel(folders, 'own')).toEqual(['own.onnx']);
    expect((await loadModels(folders)).manifest.models.map(({ id }) => id)).not.toContain('own');
    expect(existsSync(path.join(folders.userModelsDir, 'own.onnx'))).toBe(false);
  });

  it('is refused for one in use, for a shipped one, and for one that is not there', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own' }, { detector: 'own' });
    await expect(removeModel(folders, 'own')).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('models use rfb-320'),
    });
    await expect(removeModel(folders, 'rfb-320')).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(removeModel(folders, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(existsSync(path.join(folders.userModelsDir, 'own.onnx'))).toBe(true);
  });

  it('whose file is gone already still takes it off the list', async () => {
    const folders = await tempFolders();
    await ownModel(folders.userModelsDir, 'detector', { id: 'own', file: 'gone.onnx' });
    expect(await removeModel(folders, 'own')).toEqual(['gone.onnx']);
  });
});
