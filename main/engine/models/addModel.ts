import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import {
  filesOf,
  loadModels,
  MANIFEST_FILE,
  type ModelEntry,
  type ModelFolders,
  parseEntry,
} from '../vision/manifest';
import type { Vision } from '../vision/types';
import { checkModel } from './check';
import { changeOverlay, onDisk } from './writeList';

export interface AddDeps {
  folders: ModelFolders & { userModelsDir: string };
  /** Loads models from folders; the vision is closed here. */
  openVision(folders: ModelFolders): Promise<Vision>;
}

export interface Added {
  entry: ModelEntry;
  /** What the check on the pictures that come with the program went by. */
  figures: Record<string, number>;
  /** The station's list that names it now. */
  list: string;
}

/**
 * Adds a model to the station's own: `json` is its manifest entry, `sourceOf` says where each of its files
 * lies now. The files
 * are copied beside, hashed, loaded by the engine's own code and checked on pictures there; only then
 * they take their place and the list names them. Whatever fails, nothing is left behind and the list
 * stays as it was. Throws Fault MANIFEST_INVALID for a wrong entry, BAD_INPUT for an id that is taken,
 * FILE_UNREADABLE, MODEL_HASH, MODEL_INVALID (also where the check fails), OVERLAY_INVALID, DISK.
 */
export async function addModel(
  json: unknown,
  sourceOf: (file: string) => string,
  deps: AddDeps,
): Promise<Added> {
  const { folders } = deps;
  const { userModelsDir } = folders;
  const entry = parseEntry('entry', json);
  const set = await loadModels({ ...folders, prefer: [] });
  const taken = set.manifest.models.find(
    ({ id, file }) => id === entry.id || filesOf(entry).some((own) => own.file === file),
  );
  if (taken !== undefined) {
    const message = `there is a model "${taken.id}" (${taken.file}) already; give another --id`;
    throw new Fault('BAD_INPUT', message, { where: 'id' });
  }
  const made = await onDisk(userModelsDir, () =>
    mkdir(userModelsDir, { recursive: true, mode: 0o700 }),
  );
  const staging = path.join(userModelsDir, `.adding-${randomUUID()}`);
  try {
    await onDisk(staging, () => stage(entry, json, sourceOf, staging));
    const figures = await tryOut(entry, staging, Object.values(set.shippedDefaults), deps);
    const list = await takeTheirPlace(entry, json, staging, userModelsDir);
    return { entry, figures, list };
  } finally {
    await rm(staging, { recursive: true, force: true });
    // Gone again where nothing came of it; one with something in it stays.
    if (made !== undefined) await rmdir(userModelsDir).catch(() => undefined);
  }
}

/** Copies the files into a models' folder of their own: what was hashed is what is written. */
async function stage(
  entry: ModelEntry,
  json: unknown,
  sourceOf: (file: string) => string,
  staging: string,
): Promise<void> {
  await mkdir(staging, { mode: 0o700 });
  for (const { file, bytes, sha256 } of filesOf(entry)) {
    const source = sourceOf(file);
    const content = await readFile(source).catch((cause: NodeJS.ErrnoException) => {
      const message = `${source} cannot be read (${cause.code})`;
      throw new Fault('FILE_UNREADABLE', message, { file: source }, { cause });
    });
    const actual = createHash('sha256').update(content).digest('hex');
    if (actual !== sha256 || content.length !== bytes) {
      const detail = { file: source, expected: sha256, actual };
      throw new Fault('MODEL_HASH', `${source} is not the model that its entry names`, detail);
    }
    await writeFile(path.join(staging, file), content, { mode: 0o600, flush: true });
  }
  const list = { format: 1, models: [json] };
  await writeFile(path.join(staging, MANIFEST_FILE), JSON.stringify(list));
}

/** Loads it as the engine would, with the shipped models in all other roles, and checks it. */
async function tryOut(
  entry: ModelEntry,
  staging: string,
  shipped: string[],
  { folders: { modelsDir }, openVision }: AddDeps,
): Promise<Record<string, number>> {
  const { manifest } = await loadModels({ modelsDir, userModelsDir: staging });
  const others = shipped.filter(
    (id) => manifest.models.find((model) => model.id === id)?.role !== entry.role,
  );
  const vision = await openVision({
    modelsDir,
    userModelsDir: staging,
    prefer: [...others, entry.id],
  });
  try {
    return await checkModel(entry, vision, modelsDir);
  } finally {
    await vision.close();
  }
}

/** Moves the checked files in and names them; takes them out again where the list cannot be written. */
async function takeTheirPlace(
  entry: ModelEntry,
  json: unknown,
  staging: string,
  userModelsDir: string,
): Promise<string> {
  const moved: string[] = [];
  try {
    for (const { file } of filesOf(entry)) {
      const target = path.join(userModelsDir, file);
      await onDisk(target, () => rename(path.join(staging, file), target));
      moved.push(target);
    }
    return await changeOverlay(userModelsDir, (list) => ({
      ...list,
      models: [...list.models, json as (typeof list.models)[number]], // parsed as an entry above
    }));
  } catch (error) {
    for (const target of moved) await rm(target, { force: true });
    throw error;
  }
}
