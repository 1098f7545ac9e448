import path from 'node:path';
import type { z } from 'zod';
import { Fault } from '../../../../preload/contract/faults';
import { Manifest, Model, type ModelEntry } from './schema';
import { readModelFile } from './verify';

/** The list of models in a models' folder. */
export const MANIFEST_FILE = 'manifest.json';

/** Reads `modelsDir`/manifest.json. Throws Fault MODEL_MISSING or MANIFEST_INVALID (detail.where). */
export async function loadManifest(modelsDir: string): Promise<Manifest> {
  const file = path.join(modelsDir, MANIFEST_FILE);
  return parseList(
    file,
    (await readModelFile(file)).toString('utf8'),
    Manifest,
    'MANIFEST_INVALID',
  );
}

/** A list of models from its text. Throws Fault `code` with the file and the place in it. */
export function parseList<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
  code: 'MANIFEST_INVALID' | 'OVERLAY_INVALID',
): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault(code, `${file} is not JSON`, { file, where: '' }, { cause });
  }
  return parseJson(file, json, schema, code);
}

/** The same from what a JSON text said; `file` is where it stands. */
function parseJson<T>(
  file: string,
  json: unknown,
  schema: z.ZodType<T>,
  code: 'MANIFEST_INVALID' | 'OVERLAY_INVALID',
): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  const message = `${file}: ${where || 'top level'}: ${issue?.message}`;
  throw new Fault(code, message, { file, where });
}

/** One model's entry; `file` is where it stands. Throws Fault MANIFEST_INVALID (detail.where). */
export const parseEntry = (file: string, json: unknown): ModelEntry =>
  parseJson(file, json, Model, 'MANIFEST_INVALID');

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
