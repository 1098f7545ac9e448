import { IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../i18n/format';
import { recentStore, shellStore } from '../stores';
import { liveStore, type LiveState } from '../stores/live';
import { useSampled } from '../ui/useSampled';
import { useSourceName } from '../ui/useSourceName';
import classes from './StatusBar.module.css';

function Fact({
  children,
  title,
  testId,
}: {
  children: ReactNode;
  title?: string;
  testId?: string;
}) {
  return (
    <li className={classes.fact} title={title} data-testid={testId}>
      {children}
    </li>
  );
}

const paceOf = (state: LiveState) => state;

function Pace() {
  const { t } = useTranslation();
  const format = useFormat();
  const fps = useStore(liveStore, (state) => state.fps);
  const { timing, faces } = useSampled(liveStore, paceOf, 1000);
  const whole = (value: number) => format.decimal(value, 0);
  return (
    <>
      <Fact
        testId="status-fps"
        title={t('common.status.fpsHint', {
          camera: whole(fps.camera),
          processed: whole(fps.processed),
        })}
      >
        {t('common.status.fps', { fps: whole(fps.camera) })}
      </Fact>
      {timing && (
        <Fact
          testId="status-timing"
          title={t('common.status.perFaceHint', {
            detect: format.decimal(timing.detect, 1),
            landmarks: format.decimal(timing.landmarks, 1),
            liveness: format.decimal(timing.liveness, 1),
            embed: format.decimal(timing.embed, 1),
            search: format.decimal(timing.search, 1),
          })}
        >
          {t('common.status.perFace', { ms: whole(timing.total / Math.max(1, faces.length)) })}
        </Fact>
      )}
    </>
  );
}

/** The line at the bottom: source, pace, provider, people, and when the last event was saved. */
export function StatusBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const source = useSourceName();
  const live = useStore(liveStore, (state) => state.sourceState === 'live');
  const engine = useStore(shellStore, (state) => state.engine.state);
  const status = useStore(shellStore, (state) => state.status);
  const last = useStore(recentStore, (state) => state.events[0]?.at);
  return (
    <footer className={classes.bar} aria-label={t('common.status.label')} data-testid="status-bar">
      <ul className={classes.facts}>
        <Fact testId="status-source">{source ?? t('common.status.noSource')}</Fact>
        {live && <Pace />}
        {engine === 'ready' && status ? (
          <>
            <Fact testId="status-provider">
              {t(`settings.engine.providers.${status.provider}`)}
            </Fact>
            <Fact testId="status-people">
              {t('common.status.people', { count: status.people })}
            </Fact>
          </>
        ) : (
          <Fact testId="status-engine">
            <IconClock size={14} aria-hidden /> {t('common.status.engineOff')}
          </Fact>
        )}
        <Fact testId="status-saved" title={last ? format.full(last) : undefined}>
          {last
            ? t('common.status.saved', { time: format.seconds(last) })
            : t('common.status.noneSaved')}
        </Fact>
      </ul>
    </footer>
  );
}
