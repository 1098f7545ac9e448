import type { EmbedderEntry, ModelEntry } from './schema';

export type ModelFile = Pick<ModelEntry, 'file' | 'bytes' | 'sha256'>;

/** The files that a model is made of: its own, and those of its parts where it is a cascade. */
export function filesOf(entry: ModelEntry): ModelFile[] {
  const parts = Object.values<unknown>(entry).filter(isFile);
  return [entry, ...parts].map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 }));
}

/** The name under which an embedder's templates are stored: another file is another model. */
export const embedderIdOf = ({ id, sha256 }: Pick<EmbedderEntry, 'id' | 'sha256'>) =>
  `${id}@${sha256.slice(0, 12)}`;

function isFile(value: unknown): value is ModelFile {
  return typeof value === 'object' && value !== null && 'file' in value && 'sha256' in value;
}
