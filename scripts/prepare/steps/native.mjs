import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hashTree, readStamp, writeAtomic } from '../../lib/stamp.mjs';
import { packagePath, root, statePath } from '../../lib/paths.mjs';
import { projectNode, run, tail } from '../../lib/run.mjs';
import { StepError } from '../../lib/stepError.mjs';
import electronPath from '../../electronPath.cjs';

const SHIM = path.join(root, 'scripts/prepare/napi8-shim.h');
const OUTPUT = statePath('native', 'better_sqlite3.node');
const STAMP = statePath('native', 'stamp');
const BUILD_LIMIT_MS = 20 * 60_000;

/** The built file depends on the package's version, the shim and the processor, nothing else. */
function key() {
  const { version } = JSON.parse(readFileSync(packagePath('better-sqlite3/package.json'), 'utf8'));
  return `${version} ${process.arch} ${hashTree(root, ['scripts/prepare/napi8-shim.h'])}`;
}

const isBuilt = () => existsSync(OUTPUT) && readStamp(STAMP) === key();

/** Whether the database module has to be compiled here, so whether a compiler is needed. */
export const needsBuild = (env) =>
  electronPath.findElectron(undefined, env)?.kind === 'fallback' && !isBuilt();

/**
 * The database module's prebuilt file needs Node-API 10; the fallback Electron has 8. Compiled in a
 * scratch copy and kept outside node_modules, so that reinstalling packages does not cost it.
 */
export default {
  title: 'Database module for the fallback Electron',
  isDone: ({ env }) => !needsBuild(env),
  async run({ log }) {
    const done = log.working('Compiling the database module (some minutes)');
    // Inside the repository, so that `require('node-addon-api')` still finds its package.
    const scratch = statePath('tmp', `native-${process.pid}`);
    try {
      cpSync(packagePath('better-sqlite3'), scratch, {
        recursive: true,
        filter: (source) => path.basename(source) !== 'prebuilds',
      });
      await compile(scratch);
      mkdirSync(path.dirname(OUTPUT), { recursive: true });
      rmSync(STAMP, { force: true });
      renameSync(path.join(scratch, 'build/Release/better_sqlite3.node'), OUTPUT);
      writeAtomic(STAMP, key());
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    done();
  },
};

async function compile(cwd) {
  const node = projectNode();
  const args = [
    packagePath('node-gyp/bin/node-gyp.js'),
    'rebuild',
    '--release',
    '--force_build=1',
    `--nodedir=${path.resolve(path.dirname(node), '..')}`,
    '-j',
    '2',
  ];
  const env = {
    ...process.env,
    // gyp runs `node -p ...` by name.
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
    CXXFLAGS: `-UNAPI_VERSION -DNAPI_VERSION=8 -include ${SHIM}`,
  };
  const { code, output, timedOut } = await run(node, args, { cwd, env, timeoutMs: BUILD_LIMIT_MS });
  if (code === 0) return;
  throw new StepError('The database module did not compile', {
    cause: timedOut ? 'it took longer than 20 minutes' : `node-gyp said:\n    ${tail(output)}`,
    todo: 'check that g++, make and python3 work, then run the same command again',
  });
}
