import { readdir } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import type { ImportRow } from './importCsv';

const EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/** Finds a row's photos: those it names, else those named by its ID. */
export interface PhotoFinder {
  /** Absolute paths, in a fixed order; empty when there are none. Throws Fault BAD_INPUT for a path that leads outside. */
  find(row: ImportRow): string[];
}

/**
 * Looks a photo folder through once: files named ID.jpg, ID_2.png and the like (jpg, jpeg, png, webp),
 * and folders named by ID. Names compare without case. Throws Fault FILE_UNREADABLE.
 */
export async function indexPhotos(dir: string): Promise<PhotoFinder> {
  const byId = new Map<string, string[]>();
  const put = (id: string, file: string) => {
    const key = id.toLowerCase();
    byId.set(key, [...(byId.get(key) ?? []), file]);
  };
  for (const entry of await list(dir)) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      for (const file of await list(path)) {
        if (file.isFile() && isPhoto(file.name)) put(entry.name, join(path, file.name));
      }
    } else if (isPhoto(entry.name)) {
      const stem = basename(entry.name, extname(entry.name));
      put(stem, path);
      const numbered = /^(.+)_\d+$/.exec(stem);
      if (numbered?.[1] !== undefined) put(numbered[1], path);
    }
  }
  for (const files of byId.values()) files.sort();
  return {
    find: ({ personId, photos }) =>
      photos.length > 0
        ? photos.map((photo) => inside(dir, photo))
        : (byId.get(personId.toLowerCase()) ?? []),
  };
}

const isPhoto = (name: string) => EXTENSIONS.has(extname(name).toLowerCase());

async function list(dir: string) {
  return readdir(dir, { withFileTypes: true }).catch((cause: unknown) => {
    throw new Fault('FILE_UNREADABLE', `${dir}: not a folder that can be read`, { dir }, { cause });
  });
}

/** A table must not reach for files beside the photos. */
function inside(dir: string, photo: string): string {
  const path = resolve(dir, photo);
  const way = relative(dir, path);
  if (way !== '..' && !way.startsWith(`..${sep}`) && resolve(dir, way) === path && way !== '')
    return path;
  throw new Fault('BAD_INPUT', `${photo} lies outside the photo folder`, { where: 'photo' });
}
