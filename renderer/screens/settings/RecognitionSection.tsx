import { NumberInput, Select, Slider, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings, SettingsPatch } from '../../../preload/contract/calls/settings';
import { useFormat } from '../../i18n/format';
import { settingsStore } from '../../stores';
import { riskChoices } from '../../ui/riskChoices';
import { SettingsRow } from '../../ui/SettingsRow';
import classes from './RecognitionSection.module.css';
import { Section } from './Section';

const cooldowns = [0, 30, 60, 300, 900, 1800, 3600];

interface ShareProps {
  label: string;
  hint?: string;
  value: number;
  max: number;
  step: number;
  format: (value: number) => string;
  onChange: (value: number) => void;
}

/** A number between 0 and `max` on a line, with its value beside it. */
function Share({ label, hint, value, max, step, format, onChange }: ShareProps) {
  return (
    <SettingsRow label={label} hint={hint}>
      {() => (
        <div className={classes.share}>
          <Slider
            className={classes.slider}
            thumbLabel={label}
            value={value}
            min={0}
            max={max}
            step={step}
            label={null}
            onChange={onChange}
          />
          <span className={classes.value}>{format(value)}</span>
        </div>
      )}
    </SettingsRow>
  );
}

export function RecognitionSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { update, updateSoon } = settingsStore.getState();
  const set = (patch: SettingsPatch) => void update(patch);
  const duration = (seconds: number) => {
    if (seconds === 0) return t('settings.recognition.off');
    return seconds % 60 === 0
      ? t('settings.recognition.minutes', { count: seconds / 60 })
      : t('settings.recognition.seconds', { count: seconds });
  };
  const times = [...new Set([...cooldowns, settings.cooldownSeconds])].sort((a, b) => a - b);
  return (
    <Section id="recognition" text={t('settings.recognition.text')}>
      <SettingsRow label={t('settings.recognition.risk')} hint={t('settings.recognition.riskHint')}>
        {(ids) => (
          <Select
            {...ids}
            w={320}
            value={String(settings.risk)}
            data={riskChoices(settings.risk).map((risk) => ({
              value: String(risk),
              label: t('settings.recognition.riskValue', { count: Math.round(1 / risk) }),
            }))}
            onChange={(value) => value && set({ risk: Number(value) })}
            data-testid="settings-risk"
          />
        )}
      </SettingsRow>
      <SettingsRow label={t('verify.risk.title')} hint={t('verify.risk.text')}>
        {(ids) => (
          <Select
            {...ids}
            w={320}
            allowDeselect={false}
            value={String(settings.verifyRisk)}
            data={riskChoices(settings.verifyRisk).map((risk) => ({
              value: String(risk),
              label: `${t('verify.risk.accept')} ${t('verify.risk.strangers', { count: Math.round(1 / risk) })}`,
            }))}
            onChange={(value) => value && set({ verifyRisk: Number(value) })}
            data-testid="settings-verify-risk"
          />
        )}
      </SettingsRow>
      <SettingsRow
        label={t('settings.recognition.agreement')}
        hint={t('settings.recognition.agreementHint')}
      >
        {(ids) => (
          <NumberInput
            {...ids}
            w={120}
            min={1}
            max={20}
            allowDecimal={false}
            clampBehavior="strict"
            value={settings.agreement}
            onChange={(value) =>
              typeof value === 'number' && value >= 1 && updateSoon({ agreement: value }, 400)
            }
            data-testid="settings-agreement"
          />
        )}
      </SettingsRow>
      <Share
        label={t('settings.recognition.margin')}
        hint={t('settings.recognition.marginHint')}
        value={settings.margin}
        max={0.3}
        step={0.01}
        format={format.similarity}
        onChange={(margin) => updateSoon({ margin })}
      />
      <SettingsRow
        label={t('settings.recognition.liveness')}
        hint={t('settings.recognition.livenessHint')}
      >
        {() => (
          <Switch
            aria-label={t('settings.recognition.liveness')}
            size="md"
            checked={settings.liveness}
            onChange={(event) => set({ liveness: event.currentTarget.checked })}
            data-testid="settings-liveness"
          />
        )}
      </SettingsRow>
      {settings.liveness && (
        <Share
          label={t('settings.recognition.livenessThreshold')}
          value={settings.livenessThreshold}
          max={1}
          step={0.05}
          format={format.percent}
          onChange={(livenessThreshold) => updateSoon({ livenessThreshold })}
        />
      )}
      <SettingsRow
        label={t('settings.recognition.cooldown')}
        hint={t('settings.recognition.cooldownHint')}
      >
        {(ids) => (
          <Select
            {...ids}
            w={200}
            value={String(settings.cooldownSeconds)}
            data={times.map((seconds) => ({ value: String(seconds), label: duration(seconds) }))}
            onChange={(value) => value && set({ cooldownSeconds: Number(value) })}
            data-testid="settings-cooldown"
          />
        )}
      </SettingsRow>
      <SettingsRow
        label={t('settings.recognition.minFace')}
        hint={t('settings.recognition.minFaceHint')}
      >
        {(ids) => (
          <Select
            {...ids}
            w={200}
            value={String(settings.minFacePx)}
            data={[...new Set([60, 80, 100, 120, 160, settings.minFacePx])]
              .sort((a, b) => a - b)
              .map((px) => ({
                value: String(px),
                label: t('settings.recognition.px', { count: px }),
              }))}
            onChange={(value) => value && set({ minFacePx: Number(value) })}
            data-testid="settings-min-face"
          />
        )}
      </SettingsRow>
      <SettingsRow
        label={t('settings.recognition.facePolicy')}
        hint={t('settings.recognition.facePolicyHint')}
      >
        {(ids) => (
          <Select
            {...ids}
            w={240}
            allowDeselect={false}
            value={settings.facePolicy}
            data={[
              { value: 'all', label: t('settings.recognition.everybody') },
              { value: 'nearest', label: t('settings.recognition.nearest') },
            ]}
            onChange={(value) => value && set({ facePolicy: value })}
            data-testid="settings-face-policy"
          />
        )}
      </SettingsRow>
      <SettingsRow
        label={t('settings.recognition.farFaces')}
        hint={t('settings.recognition.farFacesHint')}
      >
        {() => (
          <Switch
            aria-label={t('settings.recognition.farFaces')}
            size="md"
            checked={settings.farFaces}
            onChange={(event) => set({ farFaces: event.currentTarget.checked })}
            data-testid="settings-far-faces"
          />
        )}
      </SettingsRow>
      <SettingsRow
        label={t('settings.recognition.thumbnails')}
        hint={t('settings.recognition.thumbnailsHint')}
      >
        {() => (
          <Switch
            aria-label={t('settings.recognition.thumbnails')}
            size="md"
            checked={settings.keepThumbnails}
            onChange={(event) => set({ keepThumbnails: event.currentTarget.checked })}
          />
        )}
      </SettingsRow>
    </Section>
  );
}
