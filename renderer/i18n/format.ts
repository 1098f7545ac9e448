import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Numbers and times in a locale's own habit. Times are milliseconds since the epoch. */
export interface Format {
  /** A whole number with group marks: 1,204. */
  count(value: number): string;
  /** A cosine similarity, two digits, never rescaled: 0.71. */
  similarity(value: number): string;
  /** The same to three digits, where a small step is the news: 0.473. */
  similarity3(value: number): string;
  /** A share of one as a percentage, one digit below ten per cent: 2.1 %. */
  percent(share: number): string;
  /** At most so many digits behind the point. */
  decimal(value: number, digits: number): string;
  /** 08:59 */
  time(at: number): string;
  /** 08:59:12 */
  seconds(at: number): string;
  /** Thursday, 5 June 2025, 08:59:12 */
  full(at: number): string;
  /** 5 Jun 2025 */
  day(at: number): string;
  /** As people say it: 2 min ago, 08:59, yesterday, 5 Jun 2025. */
  relative(at: number, now: number): string;
  bytes(value: number): string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Makes the formatters of one locale; Intl objects are costly, so they are made once. */
export function createFormat(locale: string): Format {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const similarity = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const similarity3 = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
  });
  const percent = (digits: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
  const [percent0, percent1] = [percent(0), percent(1)];
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat(locale, clock);
  const seconds = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
  const full = new Intl.DateTimeFormat(locale, {
    ...clock,
    second: '2-digit',
    dateStyle: undefined,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });

  return {
    count: (value) => count.format(value),
    similarity: (value) => similarity.format(value),
    similarity3: (value) => similarity3.format(value),
    percent: (share) => (Math.abs(share) < 0.0995 ? percent1 : percent0).format(share),
    decimal: (value, digits) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    time: (at) => time.format(at),
    seconds: (at) => seconds.format(at),
    full: (at) => full.format(at),
    day: (at) => day.format(at),
    relative(at, now) {
      const passed = now - at;
      if (passed < MINUTE) return ago.format(0, 'second');
      if (passed < 60 * MINUTE) return ago.format(-Math.floor(passed / MINUTE), 'minute');
      const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
      if (days === 0) return time.format(at);
      if (days <= 1) return `${ago.format(-1, 'day')} ${time.format(at)}`;
      return day.format(at);
    },
    bytes(value) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
      const power = Math.min(3, Math.floor(Math.log2(Math.max(1, value)) / 10));
      const unit = units[power] ?? 'byte';
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: power > 1 ? 1 : 0,
      }).format(value / 1024 ** power);
    },
  };
}

/** The formatters of the language now on screen. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language), [i18n.language]);
}
