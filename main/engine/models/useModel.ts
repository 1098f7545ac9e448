import { Fault } from '../../../preload/contract/faults';
import { loadModels, type ModelEntry, type ModelFolders, type ModelSet } from '../vision/manifest';
import { changeOverlay } from './writeList';

export interface Use {
  role: ModelEntry['role'];
  id: string;
  /** What was in use until now; the same id where nothing changed. */
  before: string;
}

/**
 * Makes a listed model its role's default, from the engine's next start on. `load` must load it
 * (with the shipped models in all other roles, so that a broken model elsewhere is no hindrance to
 * getting away from it) and throw where that fails; only then is the choice written down. Throws
 * Fault NOT_FOUND, MODEL_UNCALIBRATED for an embedder from which no threshold follows, OVERLAY_INVALID,
 * DISK, and what `load` throws.
 */
export async function useModel(
  folders: ModelFolders & { userModelsDir: string },
  id: string,
  load: (prefer: string[]) => Promise<void>,
): Promise<Use> {
  const set = await loadModels({ ...folders, prefer: [] });
  const entry = listed(set, id);
  const { role } = entry;
  if (entry.role === 'embedder' && entry.calibration === undefined) {
    throw new Fault(
      'MODEL_UNCALIBRATED',
      `${id} has no calibration, so no threshold follows from a risk; measure it first: ` +
        `models calibrate --with ${id} --images DIR --source NAME --save`,
      { model: id },
    );
  }
  await load(Object.values({ ...set.shippedDefaults, [role]: id }));
  const before = set.manifest.defaults[role];
  if (before !== id) {
    await changeOverlay(folders.userModelsDir, ({ defaults, ...list }) => {
      const { [role]: _, ...others } = defaults ?? {};
      const isShipped = set.shippedDefaults[role] === id;
      return { ...list, defaults: isShipped ? others : { ...others, [role]: id } };
    });
  }
  return { role, id, before };
}

/** The entry of that id. Throws Fault NOT_FOUND. */
export function listed({ manifest: { models } }: ModelSet, id: string): ModelEntry {
  const entry = models.find((model) => model.id === id);
  if (entry !== undefined) return entry;
  const known = models.map((model) => model.id).join(', ');
  throw new Fault('NOT_FOUND', `no model "${id}"; there are ${known}`, { id });
}
