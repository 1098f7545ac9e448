import { useTranslation } from 'react-i18next';
import type { Quality } from '../../preload/contract/shapes';
import { useFormat } from '../i18n/format';
import classes from './QualityBars.module.css';

const components = ['size', 'sharpness', 'exposure', 'uniformity', 'pose', 'inFrame'] as const;

function Bar({ label, value }: { label: string; value: number }) {
  const format = useFormat();
  return (
    <div className={classes.row}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.track} aria-hidden>
          <span style={{ width: `${value}%` }} data-low={value < 50 || undefined} />
        </span>
        <span className={classes.value}>{format.count(value)}</span>
      </dd>
    </div>
  );
}

/** A template's quality, 0 to 100, component by component. */
export function QualityBars({ quality }: { quality: Quality }) {
  const { t } = useTranslation();
  const { recognisability } = quality;
  return (
    <dl className={classes.bars}>
      {components.map((key) => (
        <Bar key={key} label={t(`people.quality.${key}`)} value={quality[key]} />
      ))}
      {recognisability !== null && (
        <Bar label={t('people.quality.recognisability')} value={recognisability} />
      )}
    </dl>
  );
}
