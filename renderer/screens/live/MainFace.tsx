import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FaceView } from '../../../preload/contract/frames';
import { useFormat } from '../../i18n/format';
import { navigationStore, portraitsStore } from '../../stores';
import { liveStore } from '../../stores/live';
import { OutcomeBadge } from '../../ui/Badge';
import { Fact, Facts } from '../../ui/Fact';
import { Picture } from '../../ui/Picture';
import { SimilarityBar } from '../../ui/SimilarityBar';
import { LiveCrop } from './LiveCrop';
import classes from './MainFace.module.css';

/** What the card says under the name: who it is, or why there is no name. */
function useSecondLine(face: FaceView, group: string | undefined): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (face.person) return [face.person.personId, group].filter(Boolean).join(' · ');
  if (face.outcome === 'unknown') return t('live.now.unknownHint');
  if (face.outcome === 'spoof') return t('live.now.spoofHint');
  if (face.reason) return t(`reasons.${face.reason}.advice`);
  return t('live.now.pendingHint', { percent: format.percent(face.evidence) });
}

function useTitle(face: FaceView): string {
  const { t } = useTranslation();
  if (face.outcome === 'known' && face.person) return face.person.name;
  if (face.outcome === 'uncertain' && face.reason) return t(`reasons.${face.reason}.why`);
  return t(`common.outcome.${face.outcome}`);
}

function Evidence({ face }: { face: FaceView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const threshold = useStore(liveStore, (state) => state.threshold);
  const { similarity, secondBest, liveness } = face;
  const number = (value: number | null) => (value === null ? '–' : format.similarity(value));
  return (
    <div className={classes.evidence}>
      <SimilarityBar
        large
        similarity={similarity}
        secondBest={secondBest}
        threshold={threshold ?? 0}
        outcome={face.outcome}
      />
      <Facts>
        <Fact term={t('live.now.similarity')}>
          <strong data-testid="similarity">{number(similarity)}</strong>
        </Fact>
        <Fact term={t('live.now.nextBest')}>{number(secondBest)}</Fact>
        <Fact term={t('live.now.margin')}>
          {number(similarity !== null && secondBest !== null ? similarity - secondBest : null)}
        </Fact>
        <Fact term={t('live.now.liveness')}>
          {liveness === null ? (
            <span className="quiet" title={t('live.now.notJudged')}>
              –
            </span>
          ) : (
            format.percent(liveness)
          )}
        </Fact>
      </Facts>
    </div>
  );
}

/** The state in words where the title does not say it, and the next step where there is one. */
function State({ face }: { face: FaceView }) {
  const { t } = useTranslation();
  if (face.outcome !== 'unknown') return <OutcomeBadge outcome={face.outcome} />;
  return (
    <Button
      variant="light"
      size="xs"
      leftSection={<IconUserPlus size={16} aria-hidden />}
      onClick={() => navigationStore.getState().go('enrol')}
      data-testid="enrol-stranger"
    >
      {t('live.now.enrol')}
    </Button>
  );
}

/** The nearest face: live crop beside the enrolled one, the answer, and its evidence. */
export function MainFace({ face }: { face: FaceView }) {
  const crop = useMediaQuery('(max-width: 1151px)') ? 64 : 80;
  const { t } = useTranslation();
  const id = face.outcome === 'known' ? face.person?.id : undefined;
  const person = useStore(portraitsStore, (state) => (id ? state.people.get(id) : undefined));
  const known = person !== undefined; // a change to the person takes it away: it is read again
  useEffect(() => {
    if (id && !known) portraitsStore.getState().want(id);
  }, [id, known]);
  return (
    <li
      data-testid="face"
      data-outcome={face.outcome}
      data-person={face.person?.personId}
      data-track={face.trackId}
      data-reason={face.reason ?? undefined}
    >
      <div className={classes.head}>
        <div className={classes.pair} data-outcome={face.outcome}>
          <LiveCrop trackId={face.trackId} size={crop} label={t('live.now.liveCrop')} />
          {id && <Picture jpeg={person?.thumbnail} name={person?.name ?? ''} size={crop} />}
        </div>
        <div className={classes.who}>
          <p className={classes.title} data-testid="face-title">
            {useTitle(face)}
          </p>
          <p className={classes.second}>{useSecondLine(face, person?.group)}</p>
          <State face={face} />
        </div>
      </div>
      <Evidence face={face} />
    </li>
  );
}
