import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Calibration, loadManifest } from './manifest';

/**
 * Puts a calibration into the default embedder's entry of `modelsDir`/manifest.json; all else stays
 * as it is. The file is replaced whole. Throws Fault MODEL_MISSING or MANIFEST_INVALID.
 */
export async function saveCalibration(
  modelsDir: string,
  calibration: Calibration,
): Promise<string> {
  const { defaults } = await loadManifest(modelsDir); // valid, so that the shape below is known
  const file = path.join(modelsDir, 'manifest.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as { models: { id: string }[] };
  const models = json.models.map((model) =>
    model.id === defaults.embedder ? Object.assign(model, { calibration }) : model,
  );
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify({ ...json, models }, null, 2)}\n`);
  await rename(temporary, file);
  return file;
}
