import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../../i18n/format';
import { shellStore } from '../../stores';
import { SettingsRow } from '../../ui/SettingsRow';
import { Section } from './Section';

export function DataSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const { info, status, busy, chooseDataFolder, showDataFolder } = useStore(shellStore);
  if (!info) return null;
  return (
    <Section id="data" text={t('settings.data.text')}>
      <SettingsRow label={t('settings.data.folder')} hint={info.dataDir}>
        {() => (
          <Button variant="default" onClick={() => void showDataFolder()} data-testid="data-show">
            {t('settings.data.show')}
          </Button>
        )}
      </SettingsRow>
      {!info.demo && (
        <SettingsRow label={t('settings.data.change')} hint={t('settings.data.changeHint')}>
          {() => (
            <Button
              variant="default"
              loading={busy === 'folder'}
              onClick={() => void chooseDataFolder()}
              data-testid="data-choose"
            >
              {t('settings.data.change')}
            </Button>
          )}
        </SettingsRow>
      )}
      <SettingsRow
        label={t('settings.data.key')}
        hint={info.key === 'keyfile' ? t('settings.data.keyfileNote') : undefined}
      >
        {() => <span data-testid="data-key">{t(`settings.data.keys.${info.key}`)}</span>}
      </SettingsRow>
      {status && (
        <>
          <SettingsRow label={t('settings.data.database')}>
            {() => (
              <span data-testid="data-cipher">
                {t('settings.data.encrypted', {
                  cipher: status.database.cipher,
                  size: format.bytes(status.database.bytes),
                })}
              </span>
            )}
          </SettingsRow>
          <SettingsRow label={t('settings.data.contents')}>
            {() => (
              <span className="num">
                {t('settings.data.people', { count: status.people })}
                {' · '}
                {t('settings.data.templates', { count: status.templates })}
              </span>
            )}
          </SettingsRow>
        </>
      )}
    </Section>
  );
}
