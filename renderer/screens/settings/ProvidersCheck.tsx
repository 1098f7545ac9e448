import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { providersStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { SettingsRow } from '../../ui/SettingsRow';
import { When } from '../../ui/When';
import classes from './EngineSection.module.css';
import { ProviderTable } from './ProviderTable';

/** The trial of every provider against the CPU: when it was, its outcome, and once more on demand. */
export function ProvidersCheck() {
  const { t } = useTranslation();
  const { overview, fault, check } = useStore(providersStore);
  if (!overview) return fault && <FaultNote fault={fault} />;
  const { checking, checkedAt } = overview;
  const progress = checking && {
    provider: t(`settings.engine.providers.${checking.provider}`),
    done: checking.done + 1,
    of: checking.of,
  };
  return (
    <>
      <SettingsRow label={t('settings.engine.check')} hint={t('settings.engine.checkHint')}>
        {(ids) => (
          <div className={classes.check}>
            <p role="status" className="quiet" data-testid="providers-progress">
              {progress ? (
                t('settings.engine.checking', progress)
              ) : checkedAt === null ? (
                t('settings.engine.unchecked')
              ) : (
                <>
                  {t('settings.engine.checked')} <When at={checkedAt} />
                </>
              )}
            </p>
            {checking && (
              <Progress
                value={(100 * (checking.done + 0.5)) / checking.of}
                aria-label={t('settings.engine.check')}
                w={200}
                animated
              />
            )}
            <Button
              variant="default"
              // A button that is truly disabled would lose the keyboard's focus.
              aria-disabled={checking !== null}
              data-disabled={checking !== null || undefined}
              aria-describedby={ids['aria-describedby']}
              onClick={() => checking === null && void check()}
              data-testid="providers-check"
            >
              {t('settings.engine.checkAgain')}
            </Button>
          </div>
        )}
      </SettingsRow>
      {fault && <FaultNote fault={fault} />}
      <ProviderTable overview={overview} />
    </>
  );
}
