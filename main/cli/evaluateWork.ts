import type { Command } from 'commander';
import { cacheDir } from '../dataDir';
import type { Work } from '../engine/evaluate/embedFiles';
import { noCache, openFaceCache, type FaceCache } from '../engine/evaluate/faceCache';
import { visionFingerprint } from '../engine/evaluate/fingerprint';
import type { Context } from './context';
import type { Progress } from './progress';

/** Options of every evaluation that embeds a folder of pictures. */
export interface Cached {
  images: string;
  cache: boolean;
  cacheDir?: string;
}

export function cached(command: Command): Command {
  return command
    .option('--no-cache', 'embed every image anew and keep nothing')
    .option(
      '--cache-dir <dir>',
      "where embeddings are kept (default: the platform's cache folder)",
    );
}

/** The cache that the options ask for, of what the models at work make of a picture. */
export async function faceCache(
  context: Context,
  { cache, cacheDir: given }: Cached,
): Promise<FaceCache> {
  if (!cache) return noCache;
  const dir = given === undefined ? cacheDir(context.io.host) : context.path(given);
  return openFaceCache(dir, await visionFingerprint(await context.vision()));
}

/** Runs an evaluation with a progress bar that ends whatever happens. */
export async function withWork<T>(
  context: Context,
  dir: string,
  label: string,
  total: number,
  run: (work: Work) => Promise<T>,
): Promise<T> {
  const vision = await context.vision();
  const progress: Progress = context.progress(label, total);
  try {
    return await run({
      vision,
      images: context.path(dir),
      step: () => progress.step(),
      checkpoint: () => context.checkpoint(),
    });
  } finally {
    progress.done();
  }
}
