import type { Settings } from '../../preload/contract/calls/settings';
import { locales } from '../i18n';

type Look = Pick<Settings, 'locale' | 'theme'>;

const KEY = 'foyer.look';
const themes: readonly Settings['theme'][] = ['auto', 'light', 'dark'];

/**
 * Language and theme as they were last, for the moment before the engine can tell: the settings
 * themselves live in the database. Whatever is not readable is left out.
 */
export function lastLook(): Partial<Look> {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>; // checked below
    return {
      locale: locales.find((locale) => locale === kept.locale),
      theme: themes.find((theme) => theme === kept.theme),
    };
  } catch {
    return {};
  }
}

export function rememberLook(look: Look): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Without storage the next start begins in the system's look.
  }
}
