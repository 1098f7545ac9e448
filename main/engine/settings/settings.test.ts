import { describe, expect, it } from 'vitest';
import { Settings } from '../../../preload/contract/calls/settings';
import { T0, tempStore } from '../store/testing/fixtures';
import { loadSettings } from './loadSettings';
import { updateSettings } from './updateSettings';

const setUp = () => {
  const store = tempStore();
  return { store, clock: { now: () => T0 }, actor: 'operator' };
};
const defaults = Settings.parse({});

describe('settings', () => {
  it('are the schema’s defaults in a new database', () => {
    expect(loadSettings(setUp())).toEqual({ settings: defaults, invalid: [] });
  });

  it('that were changed come back whole, also when read anew', () => {
    const deps = setUp();
    const camera = { deviceId: 'x', label: 'Door' };
    const changed = updateSettings(deps, { risk: 0.01, camera, locale: 'zh-CN' });
    expect(changed).toEqual({ ...defaults, risk: 0.01, camera, locale: 'zh-CN' });
    expect(updateSettings(deps, { camera: null }).camera).toBeNull();
    expect(loadSettings(deps).settings).toMatchObject({ risk: 0.01, camera: null });
  });

  it('that change leave one audit entry, and none when nothing differs', () => {
    const deps = setUp();
    updateSettings(deps, { risk: 0.01, margin: 0.1 });
    updateSettings(deps, { risk: 0.01, margin: undefined });
    expect(deps.store.check()).toMatchObject({ ok: true, rows: { audit: 1 } });
  });

  it('that do not fit fall back to their defaults, each alone, and are named', () => {
    const deps = setUp();
    updateSettings(deps, { agreement: 5 });
    deps.store.settings.put('risk', 'high', T0);
    deps.store.settings.put('threshold', 7, T0);
    deps.store.settings.put('of a later version', { a: 1 }, T0);
    const { settings, invalid } = loadSettings(deps);
    expect(settings).toEqual({ ...defaults, agreement: 5 });
    expect(invalid.map(({ key }) => key)).toEqual(['threshold', 'risk']);
    expect(updateSettings(deps, { risk: defaults.risk, threshold: 0.5 }).threshold).toBe(0.5);
    expect(loadSettings(deps).invalid).toEqual([]);
    expect(deps.store.settings.all()).toHaveProperty('of a later version');
  });
});
