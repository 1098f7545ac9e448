import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { filesOf, loadModels, type ModelFolders } from '../vision/manifest';
import { listed } from './useModel';
import { changeOverlay, onDisk } from './writeList';

/**
 * Takes a model of the station's own off the list, then deletes its files. Templates that it made
 * stay in the database and match nothing until it is added again. Returns the deleted files' names.
 * Throws Fault NOT_FOUND, REFUSED for a shipped model and one in use, OVERLAY_INVALID, DISK.
 */
export async function removeModel(
  folders: ModelFolders & { userModelsDir: string },
  id: string,
): Promise<string[]> {
  const { userModelsDir } = folders;
  const set = await loadModels({ ...folders, prefer: [] });
  const entry = listed(set, id);
  const { role } = entry;
  if (set.originOf(id) === 'shipped') {
    throw new Fault('REFUSED', `${id} came with the program and stays`, { model: id });
  }
  if (set.manifest.defaults[role] === id && set.shippedDefaults[role] !== id) {
    const way = `models use ${set.shippedDefaults[role]}`;
    throw new Fault('REFUSED', `${id} is the ${role} in use; first: ${way}`, { model: id });
  }
  await changeOverlay(userModelsDir, (list) => ({
    ...list,
    models: list.models.filter((model) => model.id !== id),
  }));
  const files = filesOf(entry).map(({ file }) => file);
  for (const name of files) {
    const file = path.join(userModelsDir, name);
    await onDisk(file, () => rm(file, { force: true }));
  }
  return files;
}
