import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import type { Resource } from './resource';
import { zh } from './zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Resource };
    returnNull: false;
    contextSeparator: '|';
  }
}

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** Each language by its own name, so that it is found by those who read no other. */
export const localeNames: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' };

/** Loads both languages; they are small, and switching needs no wait. Call once before rendering. */
export async function startI18n(locale: Locale): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
    contextSeparator: '|', // fault codes hold underscores
  });
  document.documentElement.lang = locale;
}

/** Switches every string, date and number at once. */
export async function setLocale(locale: Locale): Promise<void> {
  if (i18next.language === locale) return;
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
}
