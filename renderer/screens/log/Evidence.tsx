import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { navigationStore } from '../../stores';
import { Fact, Facts } from '../../ui/Fact';
import { Picture } from '../../ui/Picture';
import { SimilarityBar } from '../../ui/SimilarityBar';
import classes from './Evidence.module.css';

/** What an event was decided on, number by number, with the sentence that sums it up. */
export function Evidence({ event }: { event: EventRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { similarity, secondBest, threshold, liveness, person, outcome, kind } = event;
  const verified = kind === 'verification';
  const number = (value: number | null) => (value === null ? '–' : format.similarity(value));
  const lead = similarity !== null && secondBest !== null ? similarity - secondBest : null;
  const facts: [string, ReactNode][] = [
    [t('log.evidence.similarity'), number(similarity)],
    [t('log.evidence.threshold'), number(threshold)],
    ...(verified
      ? []
      : ([
          [t('log.evidence.secondBest'), number(secondBest)],
          [t('log.evidence.margin'), number(lead)],
        ] satisfies [string, ReactNode][])),
    [t('log.evidence.liveness'), liveness === null ? '–' : format.percent(liveness)],
    [t('log.evidence.quality'), format.count(event.quality)],
    [t('log.evidence.frames'), format.count(event.frames)],
    [
      t(verified ? 'log.verified.comparisons' : 'log.evidence.gallery'),
      format.count(event.gallerySize),
    ],
    [t('log.evidence.station'), event.station],
    [t('log.evidence.time'), format.full(event.at)],
  ];
  return (
    <div className={classes.evidence} data-testid="evidence">
      <Picture jpeg={event.thumbnail} name={person?.name ?? ''} size={112} />
      <div className={classes.body}>
        <p>{t(verified ? `log.verified.why.${outcome}` : `log.evidence.why.${outcome}`)}</p>
        <SimilarityBar
          large
          similarity={similarity}
          threshold={threshold}
          secondBest={secondBest}
          outcome={outcome}
        />
        <Facts>
          {facts.map(([term, value]) => (
            <Fact key={term} term={term}>
              {value}
            </Fact>
          ))}
        </Facts>
        {person && (
          <Button
            variant="default"
            size="xs"
            onClick={() => navigationStore.getState().go('people', person.id)}
          >
            {t('log.evidence.openPerson', { name: person.name })}
          </Button>
        )}
      </div>
    </div>
  );
}
