import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { settingsStore } from '../../stores';
import { Card } from '../../ui/Card';
import { riskChoices } from '../../ui/riskChoices';
import classes from './VerifyRiskCard.module.css';

/** The risk of one comparison, apart from that of the search at the door. */
export function VerifyRiskCard() {
  const { t } = useTranslation();
  const risk = useStore(settingsStore, (state) => state.settings?.verifyRisk);
  if (risk === undefined) return null;
  return (
    <Card title={t('verify.risk.title')}>
      <label className={classes.accept}>
        <span>{t('verify.risk.accept')}</span>
        <NativeSelect
          size="xs"
          value={risk}
          onChange={(event) =>
            void settingsStore.getState().update({ verifyRisk: Number(event.currentTarget.value) })
          }
          data={riskChoices(risk).map((choice) => ({
            value: String(choice),
            label: t('verify.risk.strangers', { count: Math.round(1 / choice) }),
          }))}
          data-testid="verify-risk"
        />
      </label>
      <p className={classes.text}>{t('verify.risk.text')}</p>
    </Card>
  );
}
