import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/format';

/** Beyond this the calibration says nothing: it holds some millions of comparisons. */
const MOST = 100_000_000;

/** A false match rate in words: how many strangers would look this similar. */
export function strangers(t: TFunction, format: Format, fmr: number): string {
  if (fmr >= 0.1) return t('verify.result.share', { percent: format.percent(fmr) });
  if (fmr < 1 / MOST) return t('verify.result.fewer', { count: MOST });
  const count = 1 / fmr;
  const step = 10 ** (Math.floor(Math.log10(count)) - 1); // two digits: no more are known
  return t('verify.result.strangers', { count: Math.round(count / step) * step });
}
