import { IconAdjustments } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ThresholdChange } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { When } from '../../ui/When';
import classes from './ThresholdRow.module.css';

/** A threshold that came into force: from what to what, and why. */
export function ThresholdRow({ change }: { change: ThresholdChange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { at, cause, mode, threshold, previous, risk, gallerySize } = change;
  const to = format.similarity3(threshold);
  const from = previous === null ? to : format.similarity3(previous);
  const what =
    from === to ? t('log.threshold.first', { to }) : t('log.threshold.moved', { from, to });
  const why = t(`log.threshold.cause.${cause}`, {
    mode: t(mode === 'auto' ? 'live.risk.auto' : 'live.risk.fixed'),
    count: gallerySize,
    strangers: format.count(1 / risk),
  });
  return (
    <li className={classes.row} data-testid="threshold-row" data-cause={cause}>
      <IconAdjustments size={18} aria-hidden className={classes.icon} />
      <span className={classes.what}>{what}</span>
      <span className={classes.why}>{why}</span>
      <span className={classes.time}>
        <When at={at} />
      </span>
    </li>
  );
}
