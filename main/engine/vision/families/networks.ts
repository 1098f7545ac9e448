import { createHash } from 'node:crypto';
import type { ModelEntry, ModelInput } from '../manifest';
import { decoderOf } from './detectorFamilies';

/** One file of a model, and how its session must be opened. */
export interface Network {
  /** Id of the model it belongs to. */
  model: string;
  role: ModelEntry['role'];
  file: string;
  sha256: string;
  input: { name: string; dims: readonly number[] };
  outputs: readonly string[];
}

/** A model's networks: one, or those of a cascade in the order in which they are asked. */
export function networksOf(entry: ModelEntry): Network[] {
  const { id: model, role } = entry;
  const network = (
    { file, sha256, input }: { file: string; sha256: string; input: ModelInput },
    outputs: readonly string[],
  ) => ({ model, role, file, sha256, input: { name: input.name, dims: dimsOf(input) }, outputs });
  if (entry.family === 'mtcnn') {
    return [entry, entry.refine, entry.finish].map((part) =>
      network(part, Object.values(part.outputs)),
    );
  }
  const outputs =
    entry.role === 'detector' ? decoderOf(entry).outputs : Object.values(entry.outputs);
  return [network(entry, outputs)];
}

/** One hash for all that a model consists of: its file's own, or that of its files' hashes. Hex. */
export function modelHash(entry: ModelEntry): string {
  const hashes = networksOf(entry).map(({ sha256 }) => sha256);
  if (hashes.length === 1) return hashes[0]!;
  return createHash('sha256').update(hashes.join('\n')).digest('hex');
}

/**
 * One hash for how models are fed and read, from their entries: sizes, channels, mean and std,
 * thresholds, whose points align. What a model is called, where it lies and what its scores were
 * measured to mean are left out. Hex.
 */
export function processingHash(entries: readonly ModelEntry[]): string {
  const named = new Set(['id', 'title', 'file', 'bytes', 'licence', 'source', 'calibration']);
  const hash = createHash('sha256');
  for (const entry of entries) {
    const facts = Object.entries(entry).filter(([name]) => !named.has(name));
    hash.update(`${JSON.stringify(facts.sort(([a], [b]) => (a < b ? -1 : 1)))}\n`);
  }
  return hash.digest('hex');
}

function dimsOf({ channels, width, height }: ModelInput): number[] {
  return [1, channels === 'GREY' ? 1 : 3, height, width];
}
