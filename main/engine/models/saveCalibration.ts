import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Calibration, loadModels, MANIFEST_FILE, type ModelFolders } from '../vision/manifest';
import { changeOverlay, type ListJson, onDisk, writeList } from './writeList';

/**
 * Puts a calibration into the entry of the embedder in use, in the list that names it: the station's
 * own, or the shipped one (which can be written to in a source tree only). All else stays as it is;
 * the file is replaced whole. Returns its path. Throws Fault MODEL_MISSING, MANIFEST_INVALID,
 * OVERLAY_INVALID, DISK.
 */
export async function saveCalibration(
  folders: ModelFolders,
  calibration: Calibration,
): Promise<string> {
  const { manifest, originOf, folderOf } = await loadModels(folders); // valid, so its shape is known
  const { embedder } = manifest.defaults;
  const calibrated = (list: ListJson): ListJson => ({
    ...list,
    models: list.models.map((model) =>
      model.id === embedder ? Object.assign(model, { calibration }) : model,
    ),
  });
  if (originOf(embedder) === 'user') return changeOverlay(folderOf(embedder), calibrated);
  const file = path.join(folders.modelsDir, MANIFEST_FILE);
  const list = JSON.parse(await readFile(file, 'utf8')) as ListJson; // checked above
  await onDisk(file, () => writeList(file, calibrated(list)));
  return file;
}
