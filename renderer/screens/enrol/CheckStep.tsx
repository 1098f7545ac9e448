import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EnrolView } from '../../../preload/contract/calls/enrol';
import { useFormat } from '../../i18n/format';
import { enrolStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { Picture } from '../../ui/Picture';
import { QualityBars } from '../../ui/QualityBars';
import classes from './CheckStep.module.css';
import { IdPhotoStep } from './IdPhotoStep';

function ViewCard({ view, number }: { view: EnrolView; number: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { undo, goTo } = enrolStore.getState();
  const discard = () => {
    goTo('capture'); // another view is taken in its place
    void undo(view.viewId);
  };
  return (
    <li className={classes.card} data-testid="check-view">
      <div className={classes.top}>
        <Picture jpeg={view.thumbnail} name="" size={88} />
        <div>
          <p className={classes.score}>{format.count(view.quality.unified)}</p>
          <p className="quiet">{t('enrol.check.quality')}</p>
        </div>
      </div>
      <QualityBars quality={view.quality} />
      <Button
        variant="subtle"
        color="red"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={discard}
      >
        {t('enrol.capture.undoView', { number })}
      </Button>
    </li>
  );
}

/** The last look before it is saved. */
export function CheckStep() {
  const { t } = useTranslation();
  const { session, fault, busy, existing, save, goTo, reset } = useStore(enrolStore);
  if (!session) return fault && <FaultNote fault={fault} />;
  const { views, needed, name, personId, group, idCheck } = session;
  const idMismatch = idCheck !== null && !idCheck.match && !idCheck.override;
  return (
    <div className={classes.check}>
      <div className={classes.head}>
        <div>
          <h2 className={classes.title}>{t('enrol.check.title')}</h2>
          <p className={classes.text}>{t('enrol.check.text')}</p>
        </div>
        <p className={classes.who}>
          <strong>{name}</strong>
          <span className="quiet">{[personId, group].filter(Boolean).join(' · ')}</span>
        </p>
      </div>
      {fault && <FaultNote fault={fault} />}
      <ul className={classes.cards}>
        {views.map((view, i) => (
          <ViewCard key={view.viewId} view={view} number={i + 1} />
        ))}
      </ul>
      {views.length >= needed && <IdPhotoStep session={session} />}
      <div className={classes.actions}>
        <Button
          size="md"
          loading={busy}
          disabled={views.length < needed || idMismatch}
          onClick={() => void save()}
          data-testid="enrol-save"
        >
          {existing ? t('enrol.check.saveViews') : t('enrol.check.save')}
        </Button>
        <Button size="md" variant="default" onClick={() => goTo('capture')}>
          {t('enrol.check.backToCapture')}
        </Button>
        <Button
          size="md"
          variant="subtle"
          color="gray"
          onClick={() => void reset()}
          data-testid="enrol-cancel"
        >
          {t('enrol.cancelConfirm')}
        </Button>
        {views.length < needed && <p className="quiet">{t('enrol.check.missing')}</p>}
      </div>
    </div>
  );
}
