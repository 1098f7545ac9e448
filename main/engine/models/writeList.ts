import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { loadOverlay, MANIFEST_FILE } from '../vision/manifest';

/** A list as JSON; what a newer Foyer wrote into it besides is kept. */
export interface ListJson {
  format: 1;
  defaults?: Record<string, string>;
  models: ({ id: string } & Record<string, unknown>)[];
}

/**
 * Changes the station's own list of models, making folder and list where there are none. The file is
 * replaced whole, or stays as it was. Returns its path. Throws Fault OVERLAY_INVALID where the list
 * is broken (it is not overwritten), DISK where it cannot be written.
 */
export async function changeOverlay(
  userModelsDir: string,
  change: (list: ListJson) => ListJson,
): Promise<string> {
  const file = path.join(userModelsDir, MANIFEST_FILE);
  const there = (await loadOverlay(userModelsDir)) !== null;
  const before = there
    ? (JSON.parse(await readFile(file, 'utf8')) as ListJson) // loadOverlay has checked it
    : { format: 1 as const, models: [] };
  await onDisk(file, async () => {
    await mkdir(userModelsDir, { recursive: true, mode: 0o700 });
    await writeList(file, change(before));
  });
  return file;
}

/** Replaces a list of models by another: whole and on disk before it takes the name. */
export async function writeList(file: string, list: unknown): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(list, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Runs file work; an error of the system (no space, read-only, denied) leaves it as Fault DISK. */
export async function onDisk<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (cause instanceof Fault || !/^E[A-Z]+$/.test(code)) throw cause;
    throw new Fault('DISK', `${file} cannot be written (${code})`, { file }, { cause });
  }
}
