import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import type { FaceOutcome } from './outcomes';
import classes from './SimilarityBar.module.css';

interface SimilarityBarProps {
  similarity: number | null;
  threshold: number;
  secondBest?: number | null;
  outcome: FaceOutcome;
  /** Taller, with the numbers' marks labelled; for the live card. */
  large?: boolean;
}

const at = (value: number) => `${Math.min(1, Math.max(0, value)) * 100}%`;

/** Similarity on a line from 0 to 1, with the threshold as a notch and the next best as a ring. */
export function SimilarityBar(props: SimilarityBarProps) {
  const { similarity, threshold, secondBest = null, outcome, large = false } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const words =
    similarity === null
      ? t('log.noScore')
      : t('log.similarityOf', {
          similarity: format.similarity(similarity),
          threshold: format.similarity(threshold),
        });
  return (
    <span
      className={classes.bar}
      data-outcome={outcome}
      data-large={large || undefined}
      role="img"
      aria-label={words}
      title={words}
    >
      {similarity !== null && <span className={classes.fill} style={{ width: at(similarity) }} />}
      <span className={classes.threshold} style={{ left: at(threshold) }} />
      {secondBest !== null && <span className={classes.second} style={{ left: at(secondBest) }} />}
      {similarity !== null && <span className={classes.dot} style={{ left: at(similarity) }} />}
    </span>
  );
}
