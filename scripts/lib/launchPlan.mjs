import { readdirSync } from 'node:fs';
import { hasDisplay } from './display.mjs';

/** Whether a camera is attached; outside Linux that is left to the app to find out. */
export function hasCamera(platform, listDevices = () => readdirSync('/dev')) {
  return platform !== 'linux' || listDevices().some((name) => /^video\d+$/.test(name));
}

/**
 * How the app is launched here: Electron's arguments, whether a virtual display is needed, and what
 * to tell the user. With neither display nor camera there is nothing to see and nobody to see it,
 * so the demonstration runs by itself.
 *
 * @param {{ userArgs: string[], launchArgs: string[], root: string, platform: string,
 *   env: Record<string, string | undefined>, camera: boolean }} machine
 * @returns {{ args: string[], virtualDisplay: boolean, notes: string[] }}
 */
export function planLaunch({ userArgs, launchArgs, root, platform, env, camera }) {
  const virtualDisplay = !hasDisplay({ env, platform });
  const notes = virtualDisplay ? ['no display here: the window opens on a virtual one'] : [];
  if (launchArgs.includes('--no-sandbox')) {
    notes.push('no sandbox around the window: root, or a system without user namespaces');
  }
  const demo = virtualDisplay && !camera && !userArgs.includes('--demo');
  if (demo) notes.push('no camera either: the demonstration runs by itself (--demo)');
  return {
    args: [...launchArgs, root, ...userArgs, ...(demo ? ['--demo'] : [])],
    virtualDisplay,
    notes,
  };
}
