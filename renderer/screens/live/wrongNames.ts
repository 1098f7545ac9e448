import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/format';

/** Expected wrong names in 1,000 strangers, in words; `fpir` is per search, 0 to 1. */
export function wrongNames(t: TFunction, format: Format, fpir: number): string {
  const inThousand = fpir * 1000;
  if (inThousand < 0.1) return t('live.risk.under', { value: format.decimal(0.1, 1) });
  return format.decimal(inThousand, inThousand < 10 ? 1 : 0);
}
