import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { settingsStore } from '../stores';
import { lastLook } from './lastLook';

const last = lastLook();
const dark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/** Light or dark: what the settings say, or the system where they leave it open. */
export function useColorScheme(): 'light' | 'dark' {
  const chosen = useStore(settingsStore, (state) => state.settings?.theme ?? last.theme ?? 'auto');
  const system = useSyncExternalStore(subscribe, () => (dark.matches ? 'dark' : 'light'));
  return chosen === 'auto' ? system : chosen;
}
