import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { statePath } from './paths.mjs';
import { runNpm, tail } from './run.mjs';
import { StepError } from './stepError.mjs';

/**
 * Whether a file has the digest of a subresource-integrity string (`sha512-<base64>`, as npm
 * publishes it). Throws on any other algorithm: nothing weaker is accepted by accident.
 */
export async function hasIntegrity(file, integrity) {
  const [algorithm, expected] = integrity.split(/-(.*)/s);
  if (algorithm !== 'sha512') throw new TypeError(`Integrity must be sha512, got ${algorithm}`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64') === expected;
}

/**
 * Fetches one pinned version of a registry package, without installing it and without running any
 * of its scripts, checks its sha512 and hands the tarball to `use`. The tarball is deleted
 * afterwards, whatever happens; npm's own cache keeps it for a second time.
 *
 * @template T
 * @param {{ name: string, version: string, integrity: string }} pin
 * @param {(tarball: string) => Promise<T>} use
 * @param {{ fetch?: typeof packWithNpm, workDir?: string }} options fakes for tests
 * @returns {Promise<T>} what `use` returned
 * @throws {StepError} not fetched, or not the pinned content (`use` is not called then)
 */
export async function withPackage(pin, use, { fetch = packWithNpm, workDir } = {}) {
  const folder = workDir ?? statePath('tmp', `package-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const tarball = await fetch(pin, folder);
    if (!(await hasIntegrity(tarball, pin.integrity))) {
      throw new StepError(`${pin.name}@${pin.version} was refused`, {
        cause: 'its sha512 is not the pinned one; somebody or something changed it on the way',
        todo: 'check the npm registry or mirror in use, run `npm cache verify`, then try again',
      });
    }
    return await use(tarball);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function packWithNpm({ name, version }, folder) {
  const spec = `${name}@${version}`;
  const args = ['pack', spec, '--ignore-scripts', '--silent', '--pack-destination', folder];
  const { code, output } = await runNpm(args);
  const file = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
  if (code === 0 && file !== undefined) return path.join(folder, file);
  throw new StepError(`${spec} could not be fetched`, {
    cause: tail(output, 3) || `npm pack ended with ${code}`,
    todo: 'check the network and the npm registry setting (`npm ping`), then run the command again',
  });
}
