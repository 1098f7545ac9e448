// npm run models:mtcnn -- FOLDER: makes MTCNN for Foyer from the pinned package, into a folder of
// models. Three ONNX files, and an entry in the folder's manifest.json, whose other entries stay.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLog } from '../lib/log.mjs';
import { writeAtomic } from '../lib/stamp.mjs';
import { StepError } from '../lib/stepError.mjs';
import { convert, entryOf, NETWORKS, PACKAGE } from './cascade.mjs';
import { withFiles } from './originals.mjs';

const LICENCE = `The package ${PACKAGE.name} says MIT and carries no licence file. Where it has the weights from, and \
which pictures they learnt from, it does not say. Foyer ships none of it; whether you may use it is \
for you to find out.`;

async function make(folder, log) {
  const originals = Object.values(NETWORKS).map(({ original }) => original);
  const files = await withFiles(
    PACKAGE,
    originals,
    async (read) => {
      const made = {};
      for (const [stage, network] of Object.entries(NETWORKS)) {
        const { bytes, layers, worst } = await convert(network, read(network.original));
        log.line(
          `${network.file}: ${bytes.length} bytes; ${layers} layers differ by ${worst.toExponential(1)} at most`,
        );
        made[stage] = bytes;
      }
      return made;
    },
    log,
  );
  mkdirSync(folder, { recursive: true });
  for (const [stage, bytes] of Object.entries(files)) {
    writeAtomic(path.join(folder, NETWORKS[stage].file), bytes);
  }
  const list = path.join(folder, 'manifest.json');
  const entry = entryOf(files);
  const { models, ...rest } = readList(list);
  const others = models.filter(({ id }) => id !== entry.id);
  const changed = { ...rest, models: [...others, entry] };
  writeAtomic(list, `${JSON.stringify(changed, null, 2)}\n`);
  log.line(`${list}: "${entry.id}" is listed`);
}

function readList(file) {
  if (!existsSync(file)) return { format: 1, defaults: {}, models: [] };
  const list = JSON.parse(readFileSync(file, 'utf8'));
  if (list.format === 1 && Array.isArray(list.models)) return list;
  throw new StepError(`${file} was left alone`, {
    cause: 'it is no list of models',
    todo: 'name a folder of models, or an empty one',
  });
}

try {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0) {
    throw new StepError('No folder, no files', {
      cause: 'one folder must be named',
      todo: 'npm run models:mtcnn -- FOLDER',
    });
  }
  const log = createLog();
  await make(path.resolve(folder), log);
  log.line(LICENCE);
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
