import { Fault } from '../../../../preload/contract/faults';
import type { ModelEntry } from '../../vision/manifest';
import type { Vision } from '../../vision/types';
import { checkDetector } from './checkDetector';
import { checkEmbedder } from './checkEmbedder';
import { checkLandmarks, checkLiveness } from './checkOthers';
import type { Finding } from './finding';
import { type CheckPictures, readCheckPictures } from './pictures';

/** By role; a role that is not here is loaded and no more. */
const checks: Partial<
  Record<ModelEntry['role'], (vision: Vision, pictures: CheckPictures) => Promise<Finding>>
> = {
  detector: checkDetector,
  embedder: checkEmbedder,
  landmarks: checkLandmarks,
  liveness: checkLiveness,
};

/**
 * Tries the model that `vision` has in its role on the pictures that come with the program: whether
 * it does what its role is for, not how well. Returns the figures. Throws Fault MODEL_INVALID naming
 * everything that is wrong.
 */
export async function checkModel(
  { id, role }: Pick<ModelEntry, 'id' | 'role'>,
  vision: Vision,
  modelsDir: string,
): Promise<Finding['figures']> {
  const { problems, figures } =
    (await checks[role]?.(vision, await readCheckPictures(modelsDir))) ?? noFinding;
  if (problems.length === 0) return figures;
  const message = `${id} loads, but as a ${role} it ${problems.join('; it ')}`;
  throw new Fault('MODEL_INVALID', message, { file: id, problems, figures });
}

const noFinding: Finding = { problems: [], figures: {} };
