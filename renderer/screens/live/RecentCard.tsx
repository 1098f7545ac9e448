import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EventRow } from '../../../preload/contract/shapes';
import { navigationStore, recentStore, shellStore } from '../../stores';
import { OutcomeMark } from '../../ui/Badge';
import { Card } from '../../ui/Card';
import { eventSubtitle, eventTitle } from '../../ui/eventWords';
import { Picture } from '../../ui/Picture';
import { When } from '../../ui/When';
import classes from './RecentCard.module.css';

function Recent({ event }: { event: EventRow }) {
  const { t } = useTranslation();
  const { go } = navigationStore.getState();
  return (
    <li data-testid="checkin" data-outcome={event.outcome} data-person={event.person?.personId}>
      <button
        type="button"
        className={classes.row}
        onClick={() => go('log', event.person?.id)}
        title={t('log.expand')}
      >
        <Picture jpeg={event.thumbnail} name="" size={40} />
        <span className={classes.who}>
          <span className={classes.name}>{eventTitle(t, event)}</span>
          <span className={classes.id}>{eventSubtitle(t, event)}</span>
        </span>
        <span className={classes.time}>
          <When at={event.at} />
        </span>
        <OutcomeMark outcome={event.outcome} />
      </button>
    </li>
  );
}

/** The last events, newest first; each leads to its evidence in the log. */
export function RecentCard() {
  const { t } = useTranslation();
  const events = useStore(recentStore, (state) => state.events);
  const people = useStore(shellStore, (state) => state.status?.people);
  const { go } = navigationStore.getState();
  return (
    <Card
      grow
      title={t('live.recent.title')}
      aside={
        events.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => go('log')}>
            {t('live.recent.all')}
          </Button>
        )
      }
    >
      {events.length > 0 ? (
        <ul className={classes.list} data-testid="checkins">
          {events.map((event) => (
            <Recent key={event.id} event={event} />
          ))}
        </ul>
      ) : (
        <div className={classes.empty}>
          <p>{t('live.recent.empty')}</p>
          <p className="quiet">{t('live.recent.emptyHint')}</p>
          {people === 0 && (
            <Button variant="light" mt="md" onClick={() => go('enrol')}>
              {t('live.recent.enrolFirst')}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
