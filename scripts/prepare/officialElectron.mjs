import { readFileSync } from 'node:fs';
import { packagePath } from '../lib/paths.mjs';
import { run, tail } from '../lib/run.mjs';

const PROBE_LIMIT_MS = 8_000;
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

const PROXY_NAMES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** Whether the download goes by a proxy or a mirror: then only the real download can tell. */
export function hasOwnRoute(env) {
  const isMirror = (name) => /^(npm_config_)?electron_mirror$/i.test(name);
  return PROXY_NAMES.some((name) => env[name]) || Object.keys(env).some(isMirror);
}

/** The environment for electron's own installer: a proxy that is set is also used. */
export function downloadEnv(env) {
  if (!PROXY_NAMES.some((name) => env[name])) return env;
  return { ELECTRON_GET_USE_PROXY: 'true', NODE_USE_ENV_PROXY: '1', ...env };
}

// The installer waits minutes for a host that never answers; one short question first.
async function probe(version) {
  const { repository } = JSON.parse(readFileSync(packagePath('electron/package.json'), 'utf8'));
  const url = `${repository}/releases/download/v${version}/SHASUMS256.txt`;
  try {
    const signal = AbortSignal.timeout(PROBE_LIMIT_MS);
    const response = await fetch(url, { method: 'HEAD', signal });
    return response.ok ? undefined : `its release host answered ${response.status}`;
  } catch (error) {
    const reason = error.cause?.code ?? error.name;
    return `its release host does not answer (${reason})`;
  }
}

/**
 * Downloads the official Electron with its own installer, checksums and cache. Proxy and mirror
 * variables of @electron/get are honoured.
 *
 * @returns {Promise<string | undefined>} undefined when installed, else the reason why not
 */
export async function installOfficial({ version, env, log }) {
  if (!hasOwnRoute(env)) {
    const unreachable = await probe(version);
    if (unreachable !== undefined) return unreachable;
  }
  const done = log.working(`Downloading Electron ${version} (about 120 MB)`);
  const { code, output, timedOut } = await run(
    process.execPath,
    [packagePath('electron/install.js')],
    { env: { ELECTRON_GET_NO_PROGRESS: '1', ...downloadEnv(env) }, timeoutMs: DOWNLOAD_LIMIT_MS },
  );
  if (code === 0) {
    done();
    return undefined;
  }
  done('failed');
  return timedOut ? 'it took longer than 15 minutes' : tail(output, 3);
}
