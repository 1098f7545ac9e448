import type { Settings, SettingsPatch } from '../../../preload/contract/calls/settings';
import type { Store } from '../store/store';
import { loadSettings } from './loadSettings';

export interface SettingsDeps {
  store: Store;
  clock: { now(): number };
  /** Who is named in the audit. */
  actor: string;
}

/**
 * Stores the settings that are given and differ, and returns all of them as they now hold. The audit
 * gets old and new value of each: settings are the station's, not a person's. Throws Fault DISK.
 */
export function updateSettings(
  { store, clock, actor }: SettingsDeps,
  patch: SettingsPatch,
): Settings {
  return store.transaction(() => {
    // What is stored decides, so that a stored value that did not fit can be set to its default.
    const before: Record<string, unknown> = {
      ...loadSettings({ store }).settings,
      ...store.settings.all(),
    };
    const at = clock.now();
    const changes = Object.entries(patch)
      .filter(([key, to]) => to !== undefined && JSON.stringify(to) !== JSON.stringify(before[key]))
      .map(([key, to]) => ({ key, from: before[key], to }));
    for (const { key, to } of changes) store.settings.put(key, to, at);
    if (changes.length > 0) {
      const detail = { changes };
      store.audit.append({ at, actor, action: 'settings.update', subject: null, detail });
    }
    return loadSettings({ store }).settings;
  });
}
