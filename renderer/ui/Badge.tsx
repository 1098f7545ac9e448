import { IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../preload/contract/shapes';
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

/** What a 1:1 comparison came to. A mismatch is a refusal, as on the Verify screen: nobody says "not enrolled". */
export function VerificationBadge({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const Icon = outcome === 'unknown' ? IconUserX : outcomeIcons[outcome];
  return (
    <span className={classes.badge} data-outcome={outcome === 'unknown' ? 'spoof' : outcome}>
      <Icon size={14} stroke={2.25} aria-hidden />
      {t(`log.verified.badge.${outcome}`)}
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
