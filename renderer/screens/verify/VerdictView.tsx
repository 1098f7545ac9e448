import { IconCheck, IconRefresh, IconShieldX, IconUserX, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Verdict, VerifyOutcome, VerifyState } from '../../../preload/contract/calls/verify';
import { useFormat } from '../../i18n/format';
import { Fact, Facts } from '../../ui/Fact';
import type { FaceOutcome } from '../../ui/outcomes';
import { SimilarityBar } from '../../ui/SimilarityBar';
import classes from './ResultCard.module.css';
import { strangers } from './strangers';

/** Colour and icon by outcome. Not the same person is a refusal, so it is as red as one. */
const looks: Record<VerifyOutcome, { icon: Icon; colour: FaceOutcome }> = {
  same: { icon: IconCheck, colour: 'known' },
  different: { icon: IconUserX, colour: 'spoof' },
  again: { icon: IconRefresh, colour: 'uncertain' },
  spoof: { icon: IconShieldX, colour: 'spoof' },
};

function useHint({ outcome, reason, fmr }: Verdict): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (outcome === 'spoof') return t('verify.result.spoofHint');
  if (reason) return t(`reasons.${reason}.advice`);
  if (fmr === null) return '';
  const words = strangers(t, format, fmr);
  return outcome === 'different' ? t('verify.result.differentHint', { words }) : words;
}

/** The answer, large and calm, with the figures it rests on. */
export function VerdictView({ session, verdict }: { session: VerifyState; verdict: Verdict }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { outcome, similarity, threshold, liveness } = verdict;
  const { icon: VerdictIcon, colour } = looks[outcome];
  return (
    <div className={classes.verdict} data-testid="verify-verdict" data-outcome={outcome}>
      <div className={classes.answer} data-colour={colour}>
        <span className={classes.icon}>
          <VerdictIcon size={32} stroke={2} aria-hidden />
        </span>
        <p className={classes.title}>{t(`verify.result.${outcome}`)}</p>
      </div>
      <p className={classes.hint} data-testid="verify-hint">
        {useHint(verdict)}
      </p>
      {similarity !== null && (
        <SimilarityBar large similarity={similarity} threshold={threshold} outcome={colour} />
      )}
      <Facts>
        <Fact term={t('verify.result.similarity')}>
          <strong data-testid="verify-similarity">
            {similarity === null ? '–' : format.similarity(similarity)}
          </strong>
        </Fact>
        <Fact term={t('verify.result.threshold')}>{format.similarity(threshold)}</Fact>
        <Fact term={t('verify.result.liveness')}>
          {liveness === null ? '–' : format.percent(liveness)}
        </Fact>
        <Fact term={t('verify.result.tries')}>{format.count(session.attempt)}</Fact>
      </Facts>
    </div>
  );
}
