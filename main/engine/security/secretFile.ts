import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../../preload/contract/faults';

const posix = process.platform !== 'win32';

/**
 * Writes a file for its owner alone (0600), whole and on disk before its name appears. Never replaces
 * one: false when the name is taken, since a lost key is lost data. Throws Fault DISK.
 */
export function writeSecretFile(path: string, content: string | Uint8Array): boolean {
  const temporary = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      writeAndSync(temporary, content);
      return claim(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (cause) {
    throw new Fault(
      'DISK',
      `${path} cannot be written (${codeOf(cause)})`,
      { file: path },
      { cause },
    );
  }
}

/**
 * Reads a file that only its owner may read. Throws Fault KEY_MISSING when it is not there and
 * KEY_INVALID when others may read it (naming the command that mends it) or it cannot be read.
 */
export function readSecretFile(path: string): string {
  try {
    const mode = statSync(path).mode;
    // Windows keeps its permissions elsewhere; the mode says nothing there.
    if (posix && (mode & 0o077) !== 0) {
      throw new Fault('KEY_INVALID', `others may read the key; run: chmod 600 '${path}'`, {
        file: path,
        mode: (mode & 0o777).toString(8),
      });
    }
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    if (codeOf(cause) === 'ENOENT') {
      throw new Fault('KEY_MISSING', `there is no key at ${path}`, { file: path }, { cause });
    }
    const message = `the key at ${path} cannot be read (${codeOf(cause)})`;
    throw new Fault('KEY_INVALID', message, { file: path }, { cause });
  }
}

/** Gives the finished file its name; linking, unlike renaming, fails when the name is taken. */
function claim(temporary: string, path: string): boolean {
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // File systems without links (exFAT): claim the name first, then fill it.
    try {
      writeAndSync(path, readFileSync(temporary));
    } catch (second) {
      if (codeOf(second) === 'EEXIST') return false;
      throw second;
    }
  }
  if (posix) {
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
  return true;
}

function writeAndSync(path: string, content: string | Uint8Array): void {
  const handle = openSync(path, 'wx', 0o600);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
