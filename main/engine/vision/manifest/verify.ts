import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../../preload/contract/faults';
import type { ModelEntry } from './schema';

/**
 * The bytes of a listed model, after its sha256 was found right: what is returned is what was
 * checked. Throws Fault MODEL_MISSING or MODEL_HASH.
 */
export async function readVerified(
  modelsDir: string,
  { file, sha256: expected }: Pick<ModelEntry, 'file' | 'sha256'>,
): Promise<Uint8Array> {
  const bytes = await readModelFile(path.join(modelsDir, file));
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual === expected) return bytes;
  const detail = { file: path.join(modelsDir, file), expected, actual };
  throw new Fault('MODEL_HASH', `${detail.file} is not the model that the manifest lists`, detail);
}

/** The bytes of a file in the models' folder, unchecked. Throws Fault MODEL_MISSING. */
export async function readModelFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown';
    throw new Fault(
      'MODEL_MISSING',
      `${file} cannot be read (${String(code)})`,
      { file, code },
      { cause },
    );
  }
}
