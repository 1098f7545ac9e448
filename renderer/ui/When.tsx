import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { useNow } from './useNow';

/** A time as people read it, with the full time on hover. */
export function When({ at }: { at: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (at === null) return <span className="quiet">{t('common.when.never')}</span>;
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={format.full(at)}>
      {format.relative(at, now)}
    </time>
  );
}
