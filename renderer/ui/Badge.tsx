import { useTranslation } from 'react-i18next';
import { outcomeIcons, type FaceOutcome } from './outcomes';
import classes from './Badge.module.css';

/** An outcome in colour, icon and words. */
export function OutcomeBadge({ outcome }: { outcome: FaceOutcome }) {
  const { t } = useTranslation();
  const Icon = outcomeIcons[outcome];
  return (
    <span className={classes.badge} data-outcome={outcome}>
      <Icon size={14} stroke={2.25} aria-hidden />
      {t(`common.outcome.${outcome}`)}
    </span>
  );
}

/** The outcome's icon alone, for lists where the words stand beside it. */
export function OutcomeMark({ outcome }: { outcome: FaceOutcome }) {
  const { t } = useTranslation();
  const Icon = outcomeIcons[outcome];
  return (
    <span className={classes.mark} data-outcome={outcome} title={t(`common.outcome.${outcome}`)}>
      <Icon size={14} stroke={2.5} aria-hidden />
    </span>
  );
}
