import type { ModelEntry } from './schema';

export type ModelFile = Pick<ModelEntry, 'file' | 'bytes' | 'sha256'>;

/** The files that a model is made of: its own, and those of its parts where it is a cascade. */
export function filesOf(entry: ModelEntry): ModelFile[] {
  const parts = Object.values<unknown>(entry).filter(isFile);
  return [entry, ...parts].map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 }));
}

function isFile(value: unknown): value is ModelFile {
  return typeof value === 'object' && value !== null && 'file' in value && 'sha256' in value;
}
