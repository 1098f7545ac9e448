import { createStore } from 'zustand/vanilla';

export const screens = ['live', 'enrol', 'verify', 'people', 'log', 'settings'] as const;
export type Screen = (typeof screens)[number];

export interface NavigationState {
  screen: Screen;
  /** What the screen should open on: a person's id for people, log and enrol. */
  person: string | null;
  go(screen: Screen, person?: string): void;
}

/** Reads `#/people/<id>`; anything else is the live screen. */
export function parseHash(hash: string): Pick<NavigationState, 'screen' | 'person'> {
  const [, name, person] = hash.split('/');
  const screen = screens.find((candidate) => candidate === name) ?? 'live';
  return { screen, person: person || null };
}

/** Where the window is. The address keeps it over a reload; nothing else is kept there. */
export function createNavigationStore(location: Pick<Location, 'hash'>) {
  return createStore<NavigationState>()((set) => ({
    ...parseHash(location.hash),
    go(screen, person) {
      location.hash = person ? `#/${screen}/${person}` : `#/${screen}`;
      set({ screen, person: person ?? null });
    },
  }));
}
