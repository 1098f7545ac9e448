import { Button, Loader } from '@mantine/core';
import { IconFilterOff, IconListDetails } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { logStore, navigationStore } from '../../stores';
import { noFilter, timeline } from '../../stores/log';
import { Empty } from '../../ui/Empty';
import { FaultNote } from '../../ui/FaultNote';
import { Page } from '../../ui/Page';
import { LogFilters } from './LogFilters';
import { LogRow } from './LogRow';
import { ThresholdRow } from './ThresholdRow';
import classes from './LogScreen.module.css';

function Body() {
  const { t } = useTranslation();
  const { status, fault, events, changes, more, loadingMore, filter, load, loadMore, setFilter } =
    useStore(logStore);
  const filtered = Boolean(filter.person || filter.day || filter.outcome);
  if (status === 'loading' && events.length === 0) {
    return <Loader m="auto" aria-label={t('common.loading')} />;
  }
  if (status === 'failed' && fault) {
    return (
      <FaultNote fault={fault}>
        <Button size="xs" variant="default" onClick={() => void load()}>
          {t('common.action.retry')}
        </Button>
      </FaultNote>
    );
  }
  // The threshold of the first start is no news in a log with nothing else in it.
  if (events.length === 0 && changes.every(({ cause }) => cause === 'first')) {
    return filtered ? (
      <Empty
        icon={IconFilterOff}
        title={t('log.noMatch.title')}
        text={t('log.noMatch.text')}
        testId="log-no-match"
      >
        <Button variant="default" onClick={() => void setFilter(noFilter)}>
          {t('log.filter.clear')}
        </Button>
      </Empty>
    ) : (
      <Empty
        icon={IconListDetails}
        title={t('log.empty.title')}
        text={t('log.empty.text')}
        testId="log-empty"
      />
    );
  }
  return (
    <>
      <ul className={classes.rows} data-testid="log-rows">
        {timeline({ events, changes }).map((row) =>
          'outcome' in row ? (
            <LogRow key={row.id} event={row} />
          ) : (
            <ThresholdRow key={`threshold-${row.seq}`} change={row} />
          ),
        )}
      </ul>
      <div className={classes.end}>
        {more ? (
          <Button
            variant="default"
            loading={loadingMore}
            onClick={() => void loadMore()}
            data-testid="log-more"
          >
            {t('common.action.loadMore')}
          </Button>
        ) : (
          <p className="quiet">{t('log.end')}</p>
        )}
      </div>
    </>
  );
}

/** Every decision, newest first, each with its evidence. */
export function LogScreen() {
  const { t } = useTranslation();
  const person = useStore(navigationStore, (state) => state.person);
  const setFilter = useStore(logStore, (state) => state.setFilter);
  useEffect(() => void setFilter({ person }), [person, setFilter]);
  return (
    <Page title={t('log.title')} text={t('log.text')} actions={<LogFilters />}>
      <div className={classes.body}>
        <Body />
      </div>
    </Page>
  );
}
