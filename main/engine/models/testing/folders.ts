import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { EmbedderEntry, ModelEntry } from '../../vision/manifest';

/** The folder of the models that come with the program. */
export const SHIPPED = path.join(process.cwd(), 'models');

/** A data folder that goes with the test; the shipped models themselves, or a copy of them in it. */
export async function tempFolders({ copyShipped = false } = {}): Promise<{
  dir: string;
  modelsDir: string;
  userModelsDir: string;
}> {
  const dir = await mkdtemp(path.join(tmpdir(), 'foyer-models-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const modelsDir = copyShipped ? path.join(dir, 'shipped') : SHIPPED;
  if (copyShipped) await cp(SHIPPED, modelsDir, { recursive: true });
  return { dir, modelsDir, userModelsDir: path.join(dir, 'models') };
}

/**
 * Puts a shipped default into the station's own folder as a model of its own, with its list, changed
 * as told; returns the shipped entry.
 */
export async function ownModel(
  userModelsDir: string,
  role: ModelEntry['role'],
  change: Record<string, unknown>,
  defaults: Record<string, string> = {},
): Promise<EmbedderEntry> {
  const text = await readFile(path.join(SHIPPED, 'manifest.json'), 'utf8');
  const { models } = JSON.parse(text) as { models: EmbedderEntry[] }; // our own; tests look at embedders
  const shipped = models.find((model) => (model.role as string) === role)!;
  await mkdir(userModelsDir, { recursive: true });
  await copyFile(path.join(SHIPPED, shipped.file), path.join(userModelsDir, 'own.onnx'));
  const list = { format: 1, defaults, models: [{ ...shipped, file: 'own.onnx', ...change }] };
  await writeFile(path.join(userModelsDir, 'manifest.json'), JSON.stringify(list));
  return shipped;
}
