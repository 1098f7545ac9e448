import { describe, expect, it } from 'vitest';
import { cacheDir, dataDir } from './dataDir';

describe('data folder', () => {
  const home = '/home/ana';

  it('Linux follows XDG_CONFIG_HOME, else ~/.config', () => {
    expect(dataDir({ platform: 'linux', env: { XDG_CONFIG_HOME: '/cfg' }, home })).toBe(
      '/cfg/Foyer',
    );
    expect(dataDir({ platform: 'linux', env: {}, home })).toBe('/home/ana/.config/Foyer');
  });

  it('an empty or relative XDG variable counts as not set', () => {
    expect(dataDir({ platform: 'linux', env: { XDG_CONFIG_HOME: '' }, home })).toBe(
      '/home/ana/.config/Foyer',
    );
    expect(cacheDir({ platform: 'linux', env: { XDG_CACHE_HOME: 'here' }, home })).toBe(
      '/home/ana/.cache/Foyer',
    );
  });

  it('macOS uses Application Support and Caches', () => {
    const mac = { platform: 'darwin', env: {}, home: '/Users/ana' } as const;
    expect(dataDir(mac)).toBe('/Users/ana/Library/Application Support/Foyer');
    expect(cacheDir(mac)).toBe('/Users/ana/Library/Caches/Foyer');
  });

  it('Windows uses APPDATA and LOCALAPPDATA', () => {
    const env = { APPDATA: 'C:\\A\\Roaming', LOCALAPPDATA: 'C:\\A\\Local' };
    const windows = { platform: 'win32', env, home: 'C:\\A' } as const;
    expect(dataDir(windows)).toBe('C:\\A\\Roaming\\Foyer');
    expect(cacheDir(windows)).toBe('C:\\A\\Local\\Foyer\\Cache');
    expect(dataDir({ ...windows, env: {} })).toBe('C:\\A\\AppData\\Roaming\\Foyer');
  });
});
