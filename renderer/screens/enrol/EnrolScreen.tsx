import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { enrolStore, navigationStore } from '../../stores';
import type { Step } from '../../stores/enrol';
import { CaptureStep } from './CaptureStep';
import { CheckStep } from './CheckStep';
import { DoneStep } from './DoneStep';
import classes from './EnrolScreen.module.css';
import { IdentityStep } from './IdentityStep';
import { LooksLike } from './LooksLike';
import { Stepper } from './Stepper';

const views: Record<Step, () => React.ReactNode> = {
  identity: IdentityStep,
  capture: CaptureStep,
  check: CheckStep,
  done: DoneStep,
};

/** Enrolment in steps that stay in sight; the address may name a person to add views to. */
export function EnrolScreen() {
  const { t } = useTranslation();
  const existing = useStore(navigationStore, (state) => state.person);
  const step = useStore(enrolStore, (state) => state.step);
  const adding = useStore(enrolStore, (state) => state.existing !== null);
  const name = useStore(enrolStore, (state) => state.identity.name);

  useEffect(() => {
    const { session, resume, startExisting, existing: current } = enrolStore.getState();
    if (existing && existing !== current) void startExisting(existing);
    else if (!session) void resume();
  }, [existing]);

  const View = views[step];
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>
          {adding && name ? t('enrol.titleExisting', { name }) : t('enrol.title')}
        </h1>
        <Stepper />
      </header>
      <div className={classes.body} data-testid={`enrol-${step}`}>
        <View />
      </div>
      <LooksLike />
    </div>
  );
}
