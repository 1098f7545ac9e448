import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { OutcomeBadge, VerificationBadge } from '../../ui/Badge';
import { eventSubtitle, eventTitle } from '../../ui/eventWords';
import { Picture } from '../../ui/Picture';
import { SimilarityBar } from '../../ui/SimilarityBar';
import { When } from '../../ui/When';
import { Evidence } from './Evidence';
import classes from './LogRow.module.css';

/** One event in a line; opened, the evidence it was decided on. */
export function LogRow({ event }: { event: EventRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const who = eventTitle(t, event);
  const below = eventSubtitle(t, event);
  return (
    <li
      className={classes.item}
      data-testid="log-row"
      data-outcome={event.outcome}
      data-person={event.person?.personId}
      data-kind={event.kind}
    >
      <button
        type="button"
        className={classes.row}
        aria-expanded={open}
        aria-controls={panel}
        title={open ? t('log.collapse') : t('log.expand')}
        onClick={() => setOpen(!open)}
      >
        <Picture jpeg={event.thumbnail} name="" size={44} />
        <span className={classes.who}>
          <span className={classes.name} title={who}>
            {who}
          </span>
          <span className={classes.id} title={below}>
            {below}
          </span>
        </span>
        <span>
          {event.kind === 'verification' ? (
            <VerificationBadge outcome={event.outcome} />
          ) : (
            <OutcomeBadge outcome={event.outcome} />
          )}
        </span>
        <span className={classes.similarity}>
          <SimilarityBar
            similarity={event.similarity}
            threshold={event.threshold}
            outcome={event.outcome}
          />
          <span className={classes.number}>
            {event.similarity === null ? '–' : format.similarity(event.similarity)}
          </span>
        </span>
        <span className={classes.station} title={event.station}>
          {event.station}
        </span>
        <span className={classes.time}>
          <When at={event.at} />
        </span>
        <IconChevronDown
          size={18}
          className={classes.chevron}
          data-open={open || undefined}
          aria-hidden
        />
      </button>
      {open && (
        <div id={panel}>
          <Evidence event={event} />
        </div>
      )}
    </li>
  );
}
