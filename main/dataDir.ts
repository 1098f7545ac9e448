import { posix, win32 } from 'node:path';

/** What the rules below look at; `process` fits, tests give their own. */
export interface Host {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
}

const APP = 'Foyer';
export const DB_FILE = 'foyer.db';
export const KEY_FILE = 'foyer.key';
/** Folder beside the database with the station's own models. */
export const USER_MODELS = 'models';

/** Variables that are set but empty count as not set, as the XDG rules have it; so do relative ones. */
const absolute = (path: string | undefined, rules: typeof posix) =>
  path !== undefined && rules.isAbsolute(path) ? path : undefined;

/**
 * The folder that holds the database, by the platform's custom: the one Electron calls userData, so
 * that window and command line agree without asking each other.
 */
export function dataDir({ platform, env, home }: Host): string {
  if (platform === 'win32') {
    return win32.join(absolute(env.APPDATA, win32) ?? win32.join(home, 'AppData', 'Roaming'), APP);
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', APP);
  return posix.join(absolute(env.XDG_CONFIG_HOME, posix) ?? posix.join(home, '.config'), APP);
}

/** The folder for what can be made again and may be deleted at any time. */
export function cacheDir({ platform, env, home }: Host): string {
  if (platform === 'win32') {
    const local = absolute(env.LOCALAPPDATA, win32) ?? win32.join(home, 'AppData', 'Local');
    return win32.join(local, APP, 'Cache');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', APP);
  return posix.join(absolute(env.XDG_CACHE_HOME, posix) ?? posix.join(home, '.cache'), APP);
}
