import { cpus, release } from 'node:os';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExecutionProvider } from '../../../preload/contract/calls/engine';
import { runtimeVersion } from '../vision/session';

/** What a platform may have besides the CPU, in the order in which it is tried. */
export function candidates(platform: NodeJS.Platform): ExecutionProvider[] {
  if (platform === 'win32') return ['cuda', 'dml', 'webgpu'];
  if (platform === 'darwin') return ['coreml', 'webgpu'];
  return ['cuda', 'webgpu'];
}

/**
 * What a trial's outcome depends on: while all of it stays the same, the outcome holds. `system` is
 * the release of the operating system, in place of the drivers' where those cannot be read.
 */
export const MachineFacts = z.object({
  app: z.string(),
  onnxruntime: z.string(),
  platform: z.string(),
  system: z.string(),
  cpu: z.string(),
  cores: z.number(),
  /** PCI vendor and device of each display adapter; only Linux tells without a helper program. */
  gpus: z.array(z.string()),
  threads: z.number(),
  /** sha256 of every model in use. */
  models: z.array(z.string()),
});
export type MachineFacts = z.infer<typeof MachineFacts>;

/** The facts of this machine, for these models and threads. */
export function machineFacts(
  app: string,
  threads: number,
  models: readonly { sha256: string }[],
): MachineFacts {
  const cores = cpus();
  return {
    app,
    onnxruntime: runtimeVersion,
    platform: `${process.platform} ${process.arch}`,
    system: release(),
    cpu: cores[0]?.model ?? '',
    cores: cores.length,
    gpus: displayAdapters('/sys/class/drm'),
    threads,
    models: models.map(({ sha256 }) => sha256).sort(),
  };
}

/** Vendor and device numbers as Linux's DRM class lists them; none elsewhere. */
export function displayAdapters(drm: string): string[] {
  const read = (card: string, name: string) =>
    readFileSync(join(drm, card, 'device', name), 'utf8').trim();
  try {
    const cards = readdirSync(drm).filter((name) => /^card\d+$/.test(name));
    return cards.map((card) => `${read(card, 'vendor')}:${read(card, 'device')}`).sort();
  } catch {
    return []; // another system, or an adapter that tells nothing of itself
  }
}
