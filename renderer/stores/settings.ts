import { createStore } from 'zustand/vanilla';
import type { Settings, SettingsPatch } from '../../preload/contract/calls/settings';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

export interface SettingsState {
  settings: Settings | null;
  fault: FaultData | null;
  /** Counts what was stored, so that a screen can say "saved" once for each. */
  savedCount: number;
  load(): Promise<void>;
  update(patch: SettingsPatch): Promise<void>;
  /** Shows the patch at once and stores it when nothing newer came for `waitMs`. */
  updateSoon(patch: SettingsPatch, waitMs?: number): void;
}

/** The settings as they are stored; what is shown before it is stored goes back if storing fails. */
export function createSettingsStore(client: Client) {
  let waiting: SettingsPatch = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stored: Settings | null = null;

  const store = createStore<SettingsState>()((set, get) => {
    const show = (patch: SettingsPatch) => {
      const { settings } = get();
      if (settings) set({ settings: { ...settings, ...patch } });
    };
    return {
      settings: null,
      fault: null,
      savedCount: 0,
      async load() {
        try {
          stored = await client.call('settings.get', {});
          set({ settings: stored, fault: null });
        } catch (error) {
          set({ fault: faultOf(error) });
        }
      },
      async update(patch) {
        show(patch);
        try {
          stored = await client.call('settings.update', patch);
          set({
            settings: { ...stored, ...waiting },
            fault: null,
            savedCount: get().savedCount + 1,
          });
        } catch (error) {
          set({ settings: stored, fault: faultOf(error) });
        }
      },
      updateSoon(patch, waitMs = 150) {
        waiting = { ...waiting, ...patch };
        show(patch);
        clearTimeout(timer);
        timer = setTimeout(() => {
          const ready = waiting;
          waiting = {};
          void get().update(ready);
        }, waitMs);
      },
    };
  });

  client.on('settings.changed', (settings) => {
    stored = settings;
    store.setState({ settings: { ...settings, ...waiting } });
  });
  client.on('engine.state', ({ state }) => {
    if (state === 'ready') void store.getState().load();
  });
  return store;
}
