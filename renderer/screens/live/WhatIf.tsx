import { Popover, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../../i18n/format';
import { todayStore } from '../../stores';
import { otherwise } from '../../stores/whatIf';
import classes from './WhatIf.module.css';

/** Changed events that are listed by name; the rest are counted. */
const LISTED = 8;

/** Which of today's events would have come out otherwise at this threshold; a click names them. */
export function WhatIf({ threshold, margin }: { threshold: number; margin: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scores = useStore(todayStore, (state) => state.scores);
  const changed = useMemo(() => otherwise(scores, threshold, margin), [scores, threshold, margin]);
  if (changed.length === 0) {
    return (
      <p className={classes.same} data-testid="what-if" data-changed={0}>
        {scores.length === 0
          ? t('live.risk.today.none')
          : t('live.risk.today.same', { count: scores.length })}
      </p>
    );
  }
  return (
    <Popover position="left-start" width={320} shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.changed}
          data-testid="what-if"
          data-changed={changed.length}
        >
          <span role="status">
            {t('live.risk.today.other', {
              count: changed.length,
              of: format.count(scores.length),
            })}
          </span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <h3 className={classes.title}>
          {t('live.risk.today.title', { threshold: format.similarity(threshold) })}
        </h3>
        <ul className={classes.list} data-testid="what-if-list">
          {changed.slice(0, LISTED).map(({ event, would }) => (
            <li key={event.seq} data-would={would}>
              <span className={classes.time}>{format.time(event.at)}</span>
              <span className={classes.who}>{event.name ?? t('live.risk.today.nobody')}</span>
              <span className={classes.similarity}>
                {event.similarity === null ? '' : format.similarity(event.similarity)}
              </span>
              <span className={classes.would}>{t(`live.risk.today.${would}`)}</span>
            </li>
          ))}
        </ul>
        {changed.length > LISTED && (
          <p className={classes.more}>
            {t('live.risk.today.more', { count: changed.length - LISTED })}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
