import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../preload/contract/calls/settings';
import { localeNames, locales } from '../../i18n';
import { settingsStore } from '../../stores';
import { SettingsRow } from '../../ui/SettingsRow';
import { Section } from './Section';

const themes = ['auto', 'light', 'dark'] as const;

export function LookSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const { update } = settingsStore.getState();
  return (
    <Section id="look" text={t('settings.look.text')}>
      <SettingsRow label={t('settings.look.language')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            value={settings.locale}
            onChange={(locale) => void update({ locale })}
            data={locales.map((value) => ({
              value,
              label: <span lang={value}>{localeNames[value]}</span>,
            }))}
            data-testid="locale"
          />
        )}
      </SettingsRow>
      <SettingsRow label={t('settings.look.theme')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            value={settings.theme}
            onChange={(theme) => void update({ theme })}
            data={themes.map((value) => ({ value, label: t(`settings.look.themes.${value}`) }))}
            data-testid="theme"
          />
        )}
      </SettingsRow>
    </Section>
  );
}
