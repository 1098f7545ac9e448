import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file so that a reader sees the old content or the new, never half of it. */
export function writeAtomic(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The stamp's text, or undefined where there is none. */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * sha256 (hex) over the names and contents of files and folders, in a fixed order. Missing paths
 * count as missing, so that a file that appears later changes the hash.
 *
 * @param {string} base folder that the names are relative to
 * @param {string[]} paths files or folders, relative to base
 * @param {(relative: string) => boolean} include which files inside folders count
 */
export function hashTree(base, paths, include = () => true) {
  const hash = createHash('sha256');
  const visit = (relative) => {
    const absolute = path.join(base, relative);
    let content;
    try {
      content = readFileSync(absolute);
    } catch (error) {
      if (error.code === 'EISDIR') {
        for (const name of readdirSync(absolute).toSorted()) visit(path.join(relative, name));
        return;
      }
      if (error.code !== 'ENOENT') throw error;
    }
    if (!include(relative)) return;
    hash.update(`${relative}\0${content === undefined ? 'missing' : content.length}\0`);
    if (content !== undefined) hash.update(content);
  };
  for (const relative of paths) visit(relative);
  return hash.digest('hex');
}
