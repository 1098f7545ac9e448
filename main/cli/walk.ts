import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Fault } from '../../preload/contract/faults';

const IMAGES = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/** Image files under a folder, by relative path with forward slashes, sorted. FILE_UNREADABLE. */
export async function imageFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw new Fault(
        'FILE_UNREADABLE',
        `${dir}: not a folder that can be read`,
        { dir },
        { cause },
      );
    },
  );
  return entries
    .filter((entry) => entry.isFile() && IMAGES.has(extname(entry.name).toLowerCase()))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
