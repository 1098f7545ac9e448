import { Settings } from '../../../preload/contract/calls/settings';
import type { Store } from '../store/store';

/** A stored value that its schema refused; the default stands in. */
export interface InvalidSetting {
  key: string;
  message: string;
}

/**
 * The settings: what is stored, defaults for the rest. A stored value that does not fit (of another
 * version, or damaged by hand) falls back to its default and is reported, since a station must start
 * with it; it stays stored until that setting is changed. Keys that are not known are left alone.
 */
export function loadSettings({ store }: { store: Store }): {
  settings: Settings;
  invalid: InvalidSetting[];
} {
  const stored = store.settings.all();
  const invalid: InvalidSetting[] = [];
  const valid: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(Settings.shape)) {
    if (!(key in stored)) continue;
    const parsed = schema.safeParse(stored[key]);
    if (parsed.success) valid[key] = parsed.data;
    else invalid.push({ key, message: parsed.error.issues[0]?.message ?? 'invalid' });
  }
  return { settings: Settings.parse(valid), invalid };
}
