import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultModel, loadManifest, loadModels } from '../vision/manifest';
import { saveCalibration } from './saveCalibration';
import { ownModel, SHIPPED, tempFolders } from './testing/folders';
import { onDisk, writeList } from './writeList';

describe('saving a calibration', () => {
  it('in the shipped list changes the embedder alone and is read back', async () => {
    const { modelsDir } = await tempFolders({ copyShipped: true });
    const before = await loadManifest(modelsDir);
    const { calibration } = defaultModel(before, 'embedder');
    await saveCalibration({ modelsDir }, { ...calibration!, source: 'another set' });
    const after = await loadManifest(modelsDir);
    expect(defaultModel(after, 'embedder').calibration?.source).toBe('another set');
    expect(after.models.filter(({ role }) => role !== 'embedder')).toEqual(
      before.models.filter(({ role }) => role !== 'embedder'),
    );
  });

  it('of the shipped one gives the shipped bytes', async () => {
    const { modelsDir } = await tempFolders({ copyShipped: true });
    const { calibration } = defaultModel(await loadManifest(modelsDir), 'embedder');
    await saveCalibration({ modelsDir }, calibration!);
    expect(await readFile(path.join(modelsDir, 'manifest.json'), 'utf8')).toBe(
      await readFile(path.join(SHIPPED, 'manifest.json'), 'utf8'),
    );
  });

  it("of a model of the station's own goes into the station's list; the shipped one stays", async () => {
    const folders = await tempFolders({ copyShipped: true });
    const shippedList = path.join(folders.modelsDir, 'manifest.json');
    const before = await readFile(shippedList, 'utf8');
    const { calibration } = await ownModel(folders.userModelsDir, 'embedder', {
      id: 'own',
      calibration: undefined,
    });
    const file = await saveCalibration({ ...folders, prefer: ['own'] }, calibration!);
    expect(file).toBe(path.join(folders.userModelsDir, 'manifest.json'));
    const { manifest } = await loadModels({ ...folders, prefer: ['own'] });
    expect(defaultModel(manifest, 'embedder').calibration).toEqual(calibration);
    expect(await readFile(shippedList, 'utf8')).toBe(before);
  });

  it('that cannot be written is a fault, not a bug', async () => {
    const { dir } = await tempFolders();
    const file = path.join(dir, 'nowhere', 'manifest.json');
    await expect(onDisk(file, () => writeList(file, {}))).rejects.toMatchObject({
      code: 'DISK',
      detail: { file },
    });
  });
});
