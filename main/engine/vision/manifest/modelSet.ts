import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../../preload/contract/faults';
import { loadManifest, MANIFEST_FILE, parseList } from './load';
import { type Manifest, type ModelEntry, Overlay } from './schema';

export interface ModelFolders {
  /** The shipped models, with their manifest.json; never written to. */
  modelsDir: string;
  /** The station's own models, with a manifest.json of the same kind; need not exist. */
  userModelsDir?: string | undefined;
  /** Ids of models to use in place of their role's default, this time only. */
  prefer?: readonly string[] | undefined;
}

export type Origin = 'shipped' | 'user';

/** Shipped and own models as one: which are in use, and where each file lies. */
export interface ModelSet {
  /** Both lists joined; `defaults` are those in use. */
  manifest: Manifest;
  /** What would be in use without the station's own list. */
  shippedDefaults: Manifest['defaults'];
  originOf(id: string): Origin;
  /** The folder that a listed model's file lies in. */
  folderOf(id: string): string;
}

/**
 * Joins the shipped list with the station's own, where there is one. The same id with the same sha256
 * in both is one model, as the station lists it. Nothing is passed over: a list that cannot be read
 * is a fault, since a station that quietly went back to other models would know nobody, or by
 * another threshold. Throws Fault MODEL_MISSING, MANIFEST_INVALID (shipped list), OVERLAY_INVALID
 * (own list; detail.file, detail.where), BAD_INPUT for a preferred id that is not listed.
 */
export async function loadModels(folders: ModelFolders): Promise<ModelSet> {
  const { modelsDir, userModelsDir, prefer = [] } = folders;
  const shipped = await loadManifest(modelsDir);
  const own = userModelsDir === undefined ? null : await loadOverlay(userModelsDir);
  const ownIds = new Set(own?.models.map(({ id }) => id));
  const models = [...shipped.models.filter(({ id }) => !ownIds.has(id)), ...(own?.models ?? [])];
  if (own !== null) checkOverlay(own, shipped, path.join(userModelsDir!, MANIFEST_FILE));
  const defaults = { ...shipped.defaults, ...own?.defaults };
  return {
    manifest: { format: 1, defaults: { ...defaults, ...preferred(prefer, models) }, models },
    shippedDefaults: shipped.defaults,
    originOf: (id) => (ownIds.has(id) ? 'user' : 'shipped'),
    folderOf: (id) => (ownIds.has(id) ? userModelsDir! : modelsDir),
  };
}

/** The station's own list; null where the folder has none. Throws Fault OVERLAY_INVALID. */
export async function loadOverlay(userModelsDir: string): Promise<Overlay | null> {
  const file = path.join(userModelsDir, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    // No folder, or no list in it, is how every station begins; anything else is not nothing.
    if (cause.code === 'ENOENT') return null;
    const message = `${file} cannot be read (${cause.code})`;
    throw new Fault('OVERLAY_INVALID', message, { file, where: '' }, { cause });
  });
  return text === null ? null : parseList(file, text, Overlay, 'OVERLAY_INVALID');
}

/** What a schema cannot see: ids and files that meet, and defaults that nothing answers to. */
function checkOverlay({ defaults, models }: Overlay, shipped: Manifest, file: string): void {
  const refuse = (where: string, message: string) => {
    throw new Fault('OVERLAY_INVALID', `${file}: ${where}: ${message}`, { file, where });
  };
  for (const [at, { id, file: name, sha256 }] of models.entries()) {
    const before = models.slice(0, at);
    if (before.some((other) => other.id === id))
      refuse(`models.${at}.id`, `"${id}" is there twice`);
    if (before.some((other) => other.file === name)) {
      refuse(`models.${at}.file`, `"${name}" is there twice`);
    }
    const namesake = shipped.models.find((other) => other.id === id);
    if (namesake !== undefined && namesake.sha256 !== sha256) {
      refuse(`models.${at}.id`, `Foyer ships another model as "${id}"`);
    }
  }
  for (const [role, id] of Object.entries(defaults)) {
    const listed = [...shipped.models, ...models].some(
      (model) => model.role === role && model.id === id,
    );
    if (!listed) refuse(`defaults.${role}`, `no ${role} "${id}" is listed`);
  }
}

function preferred(
  ids: readonly string[],
  models: readonly ModelEntry[],
): Partial<Manifest['defaults']> {
  const chosen: Partial<Manifest['defaults']> = {};
  for (const id of ids) {
    const model = models.find((each) => each.id === id);
    if (model === undefined) {
      throw new Fault('BAD_INPUT', `no model "${id}" is listed`, { where: 'model' });
    }
    if (chosen[model.role] !== undefined) {
      const message = `"${chosen[model.role]}" and "${id}" are both of the role ${model.role}`;
      throw new Fault('BAD_INPUT', message, { where: 'model' });
    }
    chosen[model.role] = id;
  }
  return chosen;
}
