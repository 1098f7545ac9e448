import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { enrolStore } from '../../stores';
import { steps, type Step } from '../../stores/enrol';
import classes from './Stepper.module.css';

/** The steps, always in sight; those that can be gone back to are buttons. */
export function Stepper() {
  const { t } = useTranslation();
  const { step: current, session, existing, goTo } = useStore(enrolStore);
  const at = steps.indexOf(current);
  const full = session !== null && session.views.length >= session.needed;
  const canGo = (step: Step): boolean => {
    if (current === 'done' || step === current || step === 'done') return false;
    if (step === 'identity') return existing === null;
    return session !== null && (step === 'capture' || full);
  };
  return (
    <ol className={classes.steps} aria-label={t('enrol.steps.label')}>
      {steps.map((step, i) => (
        <li
          key={step}
          className={classes.step}
          data-state={i < at ? 'past' : i === at ? 'now' : 'next'}
        >
          <button
            type="button"
            className={classes.button}
            disabled={!canGo(step)}
            aria-current={i === at ? 'step' : undefined}
            onClick={() => goTo(step)}
            data-testid={`step-${step}`}
          >
            <span className={classes.number}>
              {i < at || current === 'done' ? (
                <IconCheck size={14} stroke={3} aria-hidden />
              ) : (
                i + 1
              )}
            </span>
            {t(`enrol.steps.${step}`)}
          </button>
        </li>
      ))}
    </ol>
  );
}
