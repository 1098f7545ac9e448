import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { shellStore } from '../../stores';
import { SettingsRow } from '../../ui/SettingsRow';
import { seeSample } from '../../ui/sources';

export function AboutSection() {
  const { t } = useTranslation();
  const { info, status, busy } = useStore(shellStore);
  if (!info) return null;
  const facts = {
    version: info.version,
    engine: status && `Node ${status.node}`,
    runtime: `Electron ${info.electron} · Chromium ${info.chrome}`,
    platform: info.platform,
    licence: 'MIT',
  };
  const shown = ['version', 'engine', 'runtime', 'platform', 'licence'] as const;
  return (
    <>
      {shown.map((key) => (
        <SettingsRow key={key} label={t(`settings.about.${key}`)}>
          {() => <span className="num">{facts[key] ?? '–'}</span>}
        </SettingsRow>
      ))}
      {!info.demo && (
        <SettingsRow label={t('settings.about.sample')} hint={t('settings.about.sampleText')}>
          {() => (
            <Button variant="default" loading={busy === 'demo'} onClick={seeSample}>
              {t('live.source.sample')}
            </Button>
          )}
        </SettingsRow>
      )}
      <SettingsRow label={t('common.app')} hint={t('settings.about.limits')}>
        {() => null}
      </SettingsRow>
    </>
  );
}
