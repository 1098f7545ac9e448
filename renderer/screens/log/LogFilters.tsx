import { Button, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Outcome } from '../../../preload/contract/shapes';
import { logStore, navigationStore } from '../../stores';
import { localDay, noFilter } from '../../stores/log';
import { useNow } from '../../ui/useNow';
import classes from './LogFilters.module.css';
import { PersonFilter } from './PersonFilter';

const outcomes: readonly Outcome[] = ['known', 'unknown', 'uncertain', 'spoof'];

/** Person, day and outcome; what is chosen narrows the list at once. */
export function LogFilters() {
  const { t } = useTranslation();
  const { filter, setFilter } = useStore(logStore);
  const now = useNow();
  const active = filter.person || filter.day || filter.outcome;
  const clear = () => {
    navigationStore.getState().go('log');
    void setFilter(noFilter);
  };
  return (
    <div className={classes.filters} role="search" aria-label={t('log.filter.label')}>
      {active && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={clear}
          data-testid="log-clear"
        >
          {t('log.filter.clear')}
        </Button>
      )}
      <PersonFilter />
      <TextInput
        type="date"
        className={classes.day}
        aria-label={t('log.filter.day')}
        max={localDay(now)}
        value={filter.day ?? ''}
        onChange={(event) => void setFilter({ day: event.currentTarget.value || null })}
        data-testid="log-day"
      />
      <Select
        className={classes.outcome}
        aria-label={t('log.filter.outcome')}
        value={filter.outcome ?? 'all'}
        onChange={(value) =>
          void setFilter({ outcome: outcomes.find((outcome) => outcome === value) ?? null })
        }
        data={[
          { value: 'all', label: t('log.filter.all') },
          ...outcomes.map((value) => ({ value, label: t(`common.outcome.${value}`) })),
        ]}
        data-testid="log-outcome"
      />
    </div>
  );
}
