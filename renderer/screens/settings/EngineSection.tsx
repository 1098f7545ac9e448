import { Button, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EngineStatus } from '../../../preload/contract/calls/engine';
import type { Provider, Settings } from '../../../preload/contract/calls/settings';
import { providersStore, settingsStore, shellStore } from '../../stores';
import { SettingsRow } from '../../ui/SettingsRow';
import classes from './EngineSection.module.css';
import { ProvidersCheck } from './ProvidersCheck';
import { Section } from './Section';

const providers: readonly Provider[] = ['auto', 'cuda', 'webgpu', 'dml', 'coreml', 'cpu'];

function Models({ models }: { models: EngineStatus['models'] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.models} aria-label={t('settings.engine.models')}>
      {models.map(({ id, role, file, sha256, licence, origin }) => (
        <li key={id} className={classes.model}>
          <p>
            <strong>{t(`settings.engine.role.${role}`)}</strong>
          </p>
          <p className="quiet">
            {[
              id,
              file,
              t(`settings.engine.origin.${origin}`),
              `${t('settings.engine.licence')} ${licence}`,
            ].join(' · ')}
          </p>
          <p className={classes.hash} title={sha256}>
            {t('settings.engine.hash')} {sha256}
          </p>
        </li>
      ))}
    </ul>
  );
}

export function EngineSection({ settings }: { settings: Settings | null }) {
  const { t } = useTranslation();
  const { status, busy, restartEngine } = useStore(shellStore);
  const { update, updateSoon } = settingsStore.getState();
  const reason = useStore(providersStore, (state) => state.overview?.reason);
  const pending = settings && status && settings.threads !== status.threads;
  return (
    <Section id="engine" text={t('settings.engine.text')}>
      {settings && (
        <>
          <SettingsRow
            label={t('settings.engine.provider')}
            hint={
              status && (
                <span role="status" data-testid="provider-reason">
                  {t('settings.engine.running', {
                    provider: t(`settings.engine.providers.${status.provider}`),
                    threads: status.threads,
                  })}{' '}
                  {reason && t(`settings.engine.reasons.${reason}`)}
                </span>
              )
            }
          >
            {(ids) => (
              <Select
                {...ids}
                w={280}
                value={settings.provider}
                data={providers.map((value) => ({
                  value,
                  label: t(`settings.engine.providers.${value}`),
                }))}
                onChange={(value) => {
                  const provider = providers.find((each) => each === value);
                  if (provider) void update({ provider });
                }}
                data-testid="provider-select"
              />
            )}
          </SettingsRow>
          <ProvidersCheck />
          <SettingsRow label={t('settings.engine.threads')} hint={t('settings.engine.threadsHint')}>
            {(ids) => (
              <NumberInput
                {...ids}
                w={120}
                min={1}
                max={64}
                allowDecimal={false}
                clampBehavior="strict"
                value={settings.threads}
                onChange={(value) =>
                  typeof value === 'number' && value >= 1 && updateSoon({ threads: value }, 400)
                }
              />
            )}
          </SettingsRow>
        </>
      )}
      <SettingsRow
        label={t('settings.engine.restart')}
        hint={pending ? t('settings.engine.pending') : undefined}
      >
        {() => (
          <Button
            variant={pending ? 'filled' : 'default'}
            loading={busy === 'restart'}
            onClick={() => void restartEngine()}
            data-testid="settings-restart"
          >
            {t('settings.engine.restart')}
          </Button>
        )}
      </SettingsRow>
      {status && status.otherTemplates > 0 && (
        <p className={classes.off} role="status" data-testid="other-templates">
          {t('settings.engine.otherTemplates', { count: status.otherTemplates })}
        </p>
      )}
      {status ? (
        <Models models={status.models} />
      ) : (
        <p className={classes.off}>{t('settings.engine.off')}</p>
      )}
    </Section>
  );
}
