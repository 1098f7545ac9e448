import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { packagePath, root, statePath } from '../../lib/paths.mjs';
import { projectNode, run, tail } from '../../lib/run.mjs';
import { hashTree, readStamp, writeAtomic } from '../../lib/stamp.mjs';
import { StepError } from '../../lib/stepError.mjs';

const STAMP = statePath('build.stamp');
const SOURCES = [
  'main',
  'preload',
  'renderer',
  'models',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const RESULTS = ['out/main/index.js', 'out/preload/index.js', 'out/renderer/index.html'];

/** Tests are not built, and weights are read at run time by the hash in the manifest. */
export const isSource = (file) => !/\.(test\.tsx?|onnx)$/.test(file);

const key = () => hashTree(root, SOURCES, isSource);

/** The app in `out/`, built again only when something it is made of has changed. */
export default {
  title: 'Build',
  isDone: () =>
    RESULTS.every((file) => existsSync(path.join(root, file))) && readStamp(STAMP) === key(),
  async run({ log }) {
    const done = log.working('Building the app');
    rmSync(STAMP, { force: true });
    const built = key();
    const { code, output } = await run(
      projectNode(),
      [packagePath('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
    );
    if (code !== 0) {
      throw new StepError('The app did not build', {
        cause: `electron-vite said:\n    ${tail(output, 20)}`,
        todo: 'correct the source file named above, then run the same command again',
      });
    }
    writeAtomic(STAMP, `${built}\n`);
    done();
  },
};
