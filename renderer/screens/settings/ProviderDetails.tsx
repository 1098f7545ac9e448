import { useTranslation } from 'react-i18next';
import type { Deviation, ModelTrial } from '../../../preload/contract/calls/engine';
import { useFormat } from '../../i18n/format';
import classes from './ProviderTable.module.css';

/** How near a deviation comes to what is allowed; no number is worse than any. */
const share = ({ value, limit }: Deviation) =>
  value === null ? Infinity : limit === 0 ? value : value / limit;

/** Model by model: the deviation nearest to its limit, and the time of a run against the CPU's. */
export function ProviderDetails({ models }: { models: readonly ModelTrial[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const small = (value: number) =>
    value !== 0 && value < 0.0001 ? value.toExponential(0) : format.decimal(value, 4);
  const farthest = (deviations: readonly Deviation[]) => {
    const [most] = [...deviations].sort((a, b) => share(b) - share(a));
    if (!most) return '–';
    const value = most.value === null ? t('settings.engine.noNumber') : small(most.value);
    const kind = t(`settings.engine.deviations.${most.kind}`);
    return t('settings.engine.deviation', { kind, value, limit: small(most.limit) });
  };
  return (
    <details className={classes.details}>
      <summary>{t('settings.engine.byModel')}</summary>
      <ul>
        {models.map(({ id, right, deviations, ms, cpuMs }) => (
          <li key={id} data-right={right}>
            <strong>{id}</strong>{' '}
            {t(right ? 'settings.engine.modelRight' : 'settings.engine.modelWrong')}
            {' · '}
            {farthest(deviations)}
            {' · '}
            <span className="num">
              {t('settings.engine.modelTime', {
                ms: format.decimal(ms, 1),
                cpu: format.decimal(cpuMs, 1),
              })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
