import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings } from '../../../preload/contract/calls/settings';
import { settingsStore } from '../../stores';
import { liveStore } from '../../stores/live';
import { limits } from '../../ui/fields';
import { LiveCanvas } from '../../ui/LiveCanvas';
import { SettingsRow } from '../../ui/SettingsRow';
import { takeCamera } from '../../ui/sources';
import { StageState } from '../../ui/StageState';
import classes from './CameraSection.module.css';
import { Section } from './Section';

function StationName({ name }: { name: string }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(name);
  const store = () => {
    const stationName = draft.trim();
    if (!stationName) setDraft(name);
    else if (stationName !== name) void settingsStore.getState().update({ stationName });
  };
  return (
    <SettingsRow label={t('settings.camera.station')} hint={t('settings.camera.stationHint')}>
      {(ids) => (
        <TextInput
          {...ids}
          value={draft}
          maxLength={limits.stationName}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={store}
          onKeyDown={(event) => event.key === 'Enter' && store()}
          w={280}
          data-testid="station-name"
        />
      )}
    </SettingsRow>
  );
}

export function CameraSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const devices = useStore(liveStore, (state) => state.devices);
  const running = useStore(liveStore, (state) => state.sourceState === 'live');
  const data = devices.map(({ deviceId, label }, i) => ({
    value: deviceId,
    label: label || t('live.source.unnamed', { number: i + 1 }),
  }));
  const chosen = settings.camera;
  // A camera that is not plugged in today stays the chosen one.
  if (chosen && !data.some(({ value }) => value === chosen.deviceId)) {
    data.push({ value: chosen.deviceId, label: chosen.label || t('settings.camera.device') });
  }
  return (
    <Section id="camera" text={t('settings.camera.text')}>
      <SettingsRow label={t('settings.camera.device')}>
        {(ids) => (
          <Select
            {...ids}
            w={280}
            value={chosen?.deviceId ?? null}
            placeholder={t('settings.camera.none')}
            data={data.filter(({ value }) => value)}
            onChange={(value, item) => value && takeCamera(value, item?.label ?? '')}
            data-testid="camera-select"
          />
        )}
      </SettingsRow>
      <SettingsRow label={t('settings.camera.test')} hint={t('settings.camera.testHint')}>
        {() => (
          <div className={classes.stage}>
            <LiveCanvas label={t('settings.camera.test')} />
            {!running && <StageState />}
          </div>
        )}
      </SettingsRow>
      <StationName name={settings.stationName} />
    </Section>
  );
}
