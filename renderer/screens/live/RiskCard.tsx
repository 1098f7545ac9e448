import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { ThresholdPlot } from '../../charts/ThresholdPlot';
import { useFormat } from '../../i18n/format';
import { riskStore, settingsStore } from '../../stores';
import { Card } from '../../ui/Card';
import { Fact, Facts } from '../../ui/Fact';
import { riskChoices } from '../../ui/riskChoices';
import classes from './RiskCard.module.css';
import { WhatIf } from './WhatIf';
import { wrongNames } from './wrongNames';

/** The working point: how the threshold is set, and what it means at today's gallery size. */
export function RiskCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const point = useStore(riskStore, (state) => state.point);
  const curves = useStore(riskStore, (state) => state.curves);
  const scale = useStore(riskStore, (state) => state.scale);
  const settings = useStore(settingsStore, (state) => state.settings);
  const { update, updateSoon } = settingsStore.getState();
  if (!settings || !point) {
    return (
      <Card title={t('live.risk.title')}>
        <p className="quiet">{t('live.risk.unavailable')}</p>
      </Card>
    );
  }
  const fixed = settings.thresholdMode === 'fixed';
  const threshold = fixed ? settings.threshold : point.threshold;
  const wrong = wrongNames(t, format, point.expectedFpir);
  const misses = format.percent(point.expectedFnmr);
  const words = t('live.risk.valueText', {
    threshold: format.similarity(threshold),
    wrong,
    misses,
  });
  const setMode = (mode: string) =>
    mode === 'fixed'
      ? void update({ thresholdMode: 'fixed', threshold: point.threshold })
      : void update({ thresholdMode: 'auto' });
  return (
    <Card
      title={t('live.risk.title')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('live.risk.mode')}
          value={settings.thresholdMode}
          onChange={setMode}
          data={[
            { value: 'auto', label: t('live.risk.auto') },
            { value: 'fixed', label: t('live.risk.fixed') },
          ]}
          data-testid="threshold-mode"
        />
      }
    >
      {fixed ? (
        <p className={classes.explain}>{t('live.risk.fixedText')}</p>
      ) : (
        <label className={classes.accept}>
          <span>{t('live.risk.accept')}</span>
          <NativeSelect
            size="xs"
            value={settings.risk}
            onChange={(event) => void update({ risk: Number(event.currentTarget.value) })}
            data={riskChoices(settings.risk).map((risk) => ({
              value: String(risk),
              label: t('live.risk.strangers', { count: Math.round(1 / risk) }),
            }))}
            data-testid="risk"
          />
        </label>
      )}
      <ThresholdPlot
        curves={curves}
        scale={scale}
        threshold={threshold}
        words={words}
        disabled={false}
        onChange={(next) => updateSoon({ thresholdMode: 'fixed', threshold: next })}
      />
      <div className={classes.meaning} data-testid="working-point">
        <Facts>
          <Fact term={t('live.risk.threshold')}>
            <strong data-testid="threshold">{format.similarity(threshold)}</strong>
          </Fact>
          <Fact term={t('live.risk.wrong')}>
            <span title={t('live.risk.wrongValue', { value: wrong })} data-testid="expected-wrong">
              {t('live.risk.wrongShort', { value: wrong })}
            </span>
          </Fact>
          <Fact term={t('live.risk.misses')}>
            <span
              title={t('live.risk.missesValue', { value: misses })}
              data-testid="expected-misses"
            >
              {misses}
            </span>
          </Fact>
        </Facts>
        <WhatIf threshold={threshold} margin={settings.margin} />
      </div>
    </Card>
  );
}
