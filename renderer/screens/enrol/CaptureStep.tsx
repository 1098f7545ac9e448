import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { enrolStore } from '../../stores';
import { liveStore } from '../../stores/live';
import { FaultNote } from '../../ui/FaultNote';
import { LiveCanvas } from '../../ui/LiveCanvas';
import { SourceMenu } from '../../ui/SourceMenu';
import { StageState } from '../../ui/StageState';
import classes from './CaptureStep.module.css';
import { Guidance } from './Guidance';
import { OvalGuide } from './OvalGuide';
import { ViewStrip } from './ViewStrip';

/** The views are taken by themselves; the picture says what to do, the side what is there. */
export function CaptureStep() {
  const { t } = useTranslation();
  const { session, fault, goTo, reset } = useStore(enrolStore);
  const running = useStore(liveStore, (state) => state.sourceState === 'live');
  if (!session) return fault && <FaultNote fault={fault} />;
  const { views, needed, name, personId, group } = session;
  const full = views.length >= needed;
  return (
    <div className={classes.capture}>
      <section className={classes.stage} aria-label={t('enrol.capture.title')}>
        <LiveCanvas label={t('enrol.capture.title')} faces={false} />
        {running ? (
          <>
            <OvalGuide captured={views.length} needed={needed} />
            <Guidance session={session} />
          </>
        ) : (
          <StageState />
        )}
        <div className={classes.source}>
          <SourceMenu />
        </div>
      </section>
      <aside className={classes.aside}>
        <div>
          <h2 className={classes.name}>{name}</h2>
          <p className="quiet">{[personId, group].filter(Boolean).join(' · ')}</p>
        </div>
        <p className={classes.text}>{t('enrol.capture.text')}</p>
        {fault && <FaultNote fault={fault} />}
        <div>
          <h3 className={classes.progress} data-testid="enrol-progress">
            {t('enrol.capture.progress', { captured: views.length, needed })}
          </h3>
          <ViewStrip session={session} />
        </div>
        <div className={classes.actions}>
          <Button disabled={!full} onClick={() => goTo('check')} data-testid="enrol-to-check">
            {t('enrol.capture.toCheck')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => void reset()}
            data-testid="enrol-cancel"
          >
            {t('enrol.cancelConfirm')}
          </Button>
        </div>
      </aside>
    </div>
  );
}
