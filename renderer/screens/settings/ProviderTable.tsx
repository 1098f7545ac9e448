import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderOverview, ProviderTrial } from '../../../preload/contract/calls/engine';
import { useFormat } from '../../i18n/format';
import { ProviderDetails } from './ProviderDetails';
import classes from './ProviderTable.module.css';

const tones = {
  right: 'known',
  wrong: 'uncertain',
  unavailable: 'off',
  crashed: 'uncertain',
  hung: 'uncertain',
  failed: 'uncertain',
} as const;
const icons = { known: IconCircleCheck, uncertain: IconAlertTriangle, off: IconCircleMinus };

type State = keyof typeof tones;
const stateOf = ({ state, failure }: ProviderTrial): State => (failure ? 'failed' : state);

/** What came of a trial: in words, an icon and a state's colour. */
function TrialState({ trial }: { trial: ProviderTrial }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = stateOf(trial);
  const Icon = icons[tones[state]];
  const said = trial.failure?.message ?? trial.note;
  return (
    <div className={classes.state}>
      <p className={classes.verdict} data-tone={tones[state]}>
        <Icon size={16} stroke={1.75} aria-hidden />
        {t(`settings.engine.states.${state}`, {
          when: trial.failure ? format.full(trial.failure.at) : '',
        })}
      </p>
      {said && (
        // What the runtime says comes in English, whatever the window speaks.
        <p className={classes.note} lang="en">
          {said}
        </p>
      )}
      {trial.models.length > 0 && <ProviderDetails models={trial.models} />}
    </div>
  );
}

/** Every provider of this platform: whether it is right, what it takes against the CPU, which is used. */
export function ProviderTable({ overview }: { overview: ProviderOverview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { trials, used } = overview;
  const time = (value: number | null) => (value === null ? '–' : format.decimal(value, 1));
  const badge = <span className={classes.used}>{t('settings.engine.inUse')}</span>;
  return (
    <table className={classes.table} data-testid="providers">
      <caption className={classes.caption}>{t('settings.engine.tableHint')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('settings.engine.provider')}</th>
          <th scope="col">{t('settings.engine.answers')}</th>
          <th scope="col">{t('settings.engine.time')}</th>
          <th scope="col">{t('settings.engine.cpuTime')}</th>
        </tr>
      </thead>
      <tbody>
        <tr data-provider="cpu" data-used={used === 'cpu' || undefined}>
          <th scope="row">
            {t('settings.engine.providers.cpu')} {used === 'cpu' && badge}
          </th>
          <td>
            <p className="quiet">{t('settings.engine.reference')}</p>
          </td>
          <td>–</td>
          <td>–</td>
        </tr>
        {trials.map((trial) => (
          <tr
            key={trial.provider}
            data-provider={trial.provider}
            data-state={stateOf(trial)}
            data-used={used === trial.provider || undefined}
          >
            <th scope="row">
              {t(`settings.engine.providers.${trial.provider}`)} {used === trial.provider && badge}
            </th>
            <td>
              <TrialState trial={trial} />
            </td>
            <td>{time(trial.ms)}</td>
            <td>{time(trial.cpuMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
