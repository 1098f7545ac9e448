import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { VerifyState } from '../../../preload/contract/calls/verify';
import classes from './ResultCard.module.css';

/** While frames come in: what to do, and how much of the evidence is there. */
export function Waiting({ session: { guidance, progress } }: { session: VerifyState }) {
  const { t } = useTranslation();
  return (
    <div
      className={classes.waiting}
      data-testid="verify-waiting"
      data-reason={guidance ?? undefined}
    >
      <p className={classes.title}>
        {guidance ? t(`reasons.${guidance}.advice`) : t('verify.result.look')}
      </p>
      <Progress value={progress * 100} aria-label={t('verify.result.progress')} />
    </div>
  );
}
