import path from 'node:path';
import { Fault } from '../../../../preload/contract/faults';
import { Manifest, type ModelEntry } from './schema';
import { readModelFile } from './verify';

/** Reads `modelsDir`/manifest.json. Throws Fault MODEL_MISSING or MANIFEST_INVALID (detail.where). */
export async function loadManifest(modelsDir: string): Promise<Manifest> {
  const file = path.join(modelsDir, 'manifest.json');
  const text = (await readModelFile(file)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault('MANIFEST_INVALID', `${file} is not JSON`, { file, where: '' }, { cause });
  }
  const parsed = Manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw new Fault('MANIFEST_INVALID', `${file}: ${where || 'top level'}: ${issue?.message}`, {
    file,
    where,
  });
}

/** The default model of a role. `loadManifest` has made sure that it is there. */
export function defaultModel<R extends ModelEntry['role']>(
  { defaults, models }: Manifest,
  role: R,
): Extract<ModelEntry, { role: R }> {
  const found = models.find(
    (model): model is Extract<ModelEntry, { role: R }> =>
      model.role === role && model.id === defaults[role],
  );
  if (found === undefined) throw new Error(`The manifest has no default ${role}`);
  return found;
}
