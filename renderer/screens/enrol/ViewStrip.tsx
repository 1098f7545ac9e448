import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EnrolState } from '../../../preload/contract/calls/enrol';
import { useFormat } from '../../i18n/format';
import { enrolStore } from '../../stores';
import { Picture } from '../../ui/Picture';
import classes from './ViewStrip.module.css';

/** The views taken so far, each with its quality and an undo, and the places still empty. */
export function ViewStrip({ session }: { session: EnrolState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { views, needed } = session;
  return (
    <ul className={classes.strip} aria-label={t('enrol.capture.views')}>
      {views.map(({ viewId, thumbnail, quality }, i) => (
        <li key={viewId} className={classes.view} data-testid="enrol-view">
          <Picture jpeg={thumbnail} name="" size={80} />
          <span className={classes.quality}>
            {t('common.quality', { value: format.count(quality.unified) })}
          </span>
          <button
            type="button"
            className={classes.undo}
            aria-label={t('enrol.capture.undoView', { number: i + 1 })}
            title={t('enrol.capture.undoView', { number: i + 1 })}
            onClick={() => void enrolStore.getState().undo(viewId)}
            data-testid="enrol-undo"
          >
            <IconX size={16} stroke={2.25} aria-hidden />
          </button>
        </li>
      ))}
      {Array.from({ length: Math.max(0, needed - views.length) }, (_, i) => (
        <li key={i} className={classes.view}>
          <span
            className={classes.empty}
            role="img"
            aria-label={t('enrol.capture.emptyView', { number: views.length + i + 1 })}
          >
            {views.length + i + 1}
          </span>
        </li>
      ))}
    </ul>
  );
}
