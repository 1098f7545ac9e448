import { type CSSProperties, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import type { RiskScale, ScoreCurves } from '../stores/risk';
import { along, areaPath, linePath } from './curves';
import { marks, type Mark } from './marks';
import classes from './ThresholdPlot.module.css';

const WIDTH = 300;
const HEIGHT = 72;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** Wrong names per stranger and misses per visit that are worth a mark. */
const WRONG = [0.1, 0.01, 0.001, 0.0001];
const MISSES = [0.01, 0.05, 0.2, 0.5, 0.9];
/** Marks nearer than this would run into each other. */
const APART = 0.13;
/** The rows' names take this share of the narrowest axis; a mark there would be written over. */
const NAMED = 0.36;
/** With fewer pairs of this site's own a curve would be noise. */
const SITE_PAIRS = 200;

interface ThresholdPlotProps {
  curves: ScoreCurves | null;
  scale: RiskScale | null;
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
  scale,
  threshold,
  words,
  disabled,
  onChange,
}: ThresholdPlotProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const paths = useMemo(() => {
    if (!curves) return null;
    const { similarity, mated, nonMated, site } = curves;
    const own = (density: number[], pairs: number) =>
      pairs < SITE_PAIRS ? '' : linePath(similarity, density, WIDTH, HEIGHT);
    return {
      mated: areaPath(similarity, mated, WIDTH, HEIGHT),
      nonMated: areaPath(similarity, nonMated, WIDTH, HEIGHT),
      siteMated: own(site.mated, site.matedPairs),
      siteNonMated: own(site.nonMated, site.nonMatedPairs),
    };
  }, [curves]);
  const rows = useMemo(
    () =>
      scale && {
        wrong: marks(scale.similarity, scale.fpir, WRONG, APART),
        misses: marks(scale.similarity, scale.fnmr, MISSES, APART),
      },
    [scale],
  );
  const hasOwn = Boolean(paths?.siteMated || paths?.siteNonMated);
  return (
    <div className={classes.plot}>
      <div className={classes.area}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {paths && <path className={classes.nonMated} d={paths.nonMated} />}
          {paths && <path className={classes.mated} d={paths.mated} />}
          {paths && <path className={classes.siteNonMated} d={paths.siteNonMated} />}
          {paths && <path className={classes.siteMated} d={paths.siteMated} />}
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
      {rows && (
        <>
          <MarkRow
            label={t('live.risk.wrongAxis')}
            marks={rows.wrong}
            write={(value) => format.decimal(value * 1000, 1)}
          />
          <MarkRow
            label={t('live.risk.missesAxis')}
            marks={rows.misses}
            write={(value) => format.percent(value)}
          />
        </>
      )}
      <div className={classes.legend}>
        <span data-curve="nonMated">{t('live.risk.strangersCurve')}</span>
        <span data-curve="mated">{t('live.risk.matedCurve')}</span>
        {hasOwn && <span data-curve="site">{t('live.risk.siteCurve')}</span>}
      </div>
    </div>
  );
}

/** One more scale of the axis: its name where no mark can lie, and its marks. */
function MarkRow({
  label,
  marks: list,
  write,
}: {
  label: string;
  marks: readonly Mark[];
  write(value: number): string;
}) {
  return (
    <div className={classes.marks} aria-hidden>
      <em>{label}</em>
      {list
        .filter(({ at }) => along(at) >= NAMED)
        .map(({ value, at }) => (
          <span key={value} style={left(at)}>
            {write(value)}
          </span>
        ))}
    </div>
  );
}
