import { useTranslation } from 'react-i18next';
import type { Quality } from '../../preload/contract/shapes';
import { useFormat } from '../i18n/format';
import classes from './QualityBars.module.css';

const components = [
  'interEyeDistance',
  'sharpness',
  'underExposurePrevention',
  'overExposurePrevention',
  'illuminationUniformity',
  'pose',
  'inFrame',
  'recognisability',
  'eyesOpen',
  'mouthClosed',
  'faceInCrop',
] as const;

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

/** A template's quality, 0 to 100, component by component; what was not measured is left out. */
export function QualityBars({ quality }: { quality: Quality }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.bars}>
      {components.map((key) => {
        const value = quality[key];
        return value === null ? null : (
          <Bar key={key} label={t(`people.quality.${key}`)} value={value} />
        );
      })}
    </dl>
  );
}
