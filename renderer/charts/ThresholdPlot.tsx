import { type CSSProperties, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import type { ScoreCurves } from '../stores/risk';
import { along, areaPath } from './curves';
import classes from './ThresholdPlot.module.css';

const WIDTH = 300;
const HEIGHT = 72;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

interface ThresholdPlotProps {
  curves: ScoreCurves | null;
  threshold: number;
  /** The threshold's meaning, for a screen reader. */
  words: string;
  disabled: boolean;
  onChange(threshold: number): void;
}

const left = (similarity: number): CSSProperties => ({ left: `${along(similarity) * 100}%` });

/**
 * The two score distributions with the threshold as a line that is dragged or moved by the keys
 * (arrows .01, page .1, home and end to the ends). The control is a native range, so that keyboard
 * and screen reader work as everywhere.
 */
export function ThresholdPlot({
  curves,
  threshold,
  words,
  disabled,
  onChange,
}: ThresholdPlotProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const paths = useMemo(
    () =>
      curves && {
        mated: areaPath(curves.similarity, curves.mated, WIDTH, HEIGHT),
        nonMated: areaPath(curves.similarity, curves.nonMated, WIDTH, HEIGHT),
      },
    [curves],
  );
  return (
    <div className={classes.plot}>
      <div className={classes.area}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {paths && <path className={classes.nonMated} d={paths.nonMated} />}
          {paths && <path className={classes.mated} d={paths.mated} />}
        </svg>
        <span className={classes.line} style={left(threshold)} />
        <input
          type="range"
          className={classes.slider}
          style={{ left: `calc(${along(0) * 100}% - 9px)` }}
          min={0}
          max={1}
          step={0.01}
          value={threshold}
          disabled={disabled}
          aria-label={t('live.risk.threshold')}
          aria-valuetext={words}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
          data-testid="threshold-slider"
        />
      </div>
      <div className={classes.ticks} aria-hidden>
        {TICKS.map((tick) => (
          <span key={tick} style={left(tick)}>
            {format.decimal(tick, 1)}
          </span>
        ))}
      </div>
      <div className={classes.legend}>
        <span data-curve="nonMated">{t('live.risk.strangersCurve')}</span>
        <span data-curve="mated">{t('live.risk.matedCurve')}</span>
      </div>
    </div>
  );
}
