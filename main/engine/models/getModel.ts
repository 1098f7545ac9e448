import { mkdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { type AddDeps, type Added, addModel } from './addModel';
import { readCatalogue } from './catalogue';
import { download, type Download } from './download';
import { onDisk } from './writeList';

/**
 * Downloads a model of the catalogue and adds it as `addModel` does; it is hashed before anything
 * reads it. Offline, and where the file is wrong, nothing is changed; a part of it that came before
 * a connection broke is kept in the models' folder, and the next call goes on from there. Throws
 * Fault NOT_FOUND, BAD_INPUT where the model is there already, DOWNLOAD_FAILED, MODEL_HASH, and what
 * addModel throws.
 */
export async function getModel(
  name: string,
  deps: AddDeps,
  how: Pick<Download, 'env' | 'progress' | 'signal'> & {
    /** The ids that are listed already. */
    known: readonly string[];
  },
): Promise<Added> {
  const { modelsDir, userModelsDir } = deps.folders;
  const items = await readCatalogue(modelsDir);
  const item = items.find((each) => each.name === name || each.entry.id === name);
  if (item === undefined) {
    const names = items.map((each) => each.name).join(', ');
    throw new Fault('NOT_FOUND', `"${name}" is not in the catalogue; it has ${names}`, { name });
  }
  const { entry, url, json } = item;
  if (how.known.includes(entry.id))
    throw new Fault('BAD_INPUT', `${entry.id} is there already`, { where: 'name' });
  const made = await onDisk(userModelsDir, () =>
    mkdir(userModelsDir, { recursive: true, mode: 0o700 }),
  );
  const part = path.join(userModelsDir, `.${entry.sha256.slice(0, 16)}.part`);
  try {
    await download({ ...how, url, bytes: entry.bytes, sha256: entry.sha256, part });
    return await addModel(json, () => part, deps).finally(() => rm(part, { force: true }));
  } finally {
    if (made !== undefined) await rmdir(userModelsDir).catch(() => undefined);
  }
}
