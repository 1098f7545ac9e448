import { existsSync, readFileSync } from 'node:fs';
import electronPath from '../../electronPath.cjs';
import { packagePath, statePath } from '../../lib/paths.mjs';
import { readStamp, writeAtomic } from '../../lib/stamp.mjs';
import { StepError } from '../../lib/stepError.mjs';
import { installFallback, isFallbackFor } from '../fallbackElectron.mjs';
import { installOfficial } from '../officialElectron.mjs';

// Which version of the electron package could not be downloaded: it is not tried on every start.
const TRIED = statePath('electron-tried');

const wantedVersion = () =>
  JSON.parse(readFileSync(packagePath('electron/package.json'), 'utf8')).version;

/** The official Electron where its host can be reached, else the fallback, said aloud. */
export default {
  title: 'Electron',
  isDone({ env }) {
    const found = electronPath.findElectron(undefined, env);
    if (found === undefined || !existsSync(found.executablePath)) return false;
    if (found.kind !== 'fallback') return true;
    return env.FOYER_ELECTRON !== 'official' && readStamp(TRIED) === wantedVersion();
  },
  async run({ env, log, platform, arch }) {
    if (env.ELECTRON_OVERRIDE_DIST_PATH) {
      throw new StepError('ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron', {
        cause: `there is no executable in ${env.ELECTRON_OVERRIDE_DIST_PATH}`,
        todo: 'correct the variable, or unset it',
      });
    }
    const version = wantedVersion();
    const refused = await installOfficial({ version, env, log });
    if (refused === undefined) return;
    const mustBeOfficial = env.FOYER_ELECTRON === 'official';
    if (mustBeOfficial || !isFallbackFor(platform, arch)) {
      throw new StepError(`Electron ${version} could not be downloaded`, {
        cause: refused,
        todo: 'check the network; behind a proxy set HTTPS_PROXY, with a mirror ELECTRON_MIRROR',
      });
    }
    log.line(`Electron ${version} could not be downloaded: ${refused}`);
    await installFallback({ log });
    writeAtomic(TRIED, `${version}\n`);
  },
};
