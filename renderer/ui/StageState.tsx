import { Button, Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconPlugConnectedX,
  IconVideo,
  IconVideoOff,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { shellStore } from '../stores';
import { liveStore } from '../stores/live';
import { Empty } from './Empty';
import { openVideo, retrySource, seeSample } from './sources';
import classes from './StageState.module.css';

const icons: Record<string, Icon> = {
  idle: IconVideo,
  starting: IconVideo,
  'no-camera': IconVideoOff,
  refused: IconVideoOff,
  unplugged: IconPlugConnectedX,
  failed: IconAlertTriangle,
};

/** Why there is no picture, and what to do about it, in the picture's place. */
export function StageState() {
  const { t } = useTranslation();
  const state = useStore(liveStore, (s) => s.sourceState);
  const source = useStore(liveStore, (s) => s.source);
  const demo = useStore(shellStore, (s) => s.info?.demo ?? false);
  const busy = useStore(shellStore, (s) => s.busy === 'demo');
  if (state === 'live') return null;
  const video = source.kind === 'video' ? source.name : null;
  const words = state === 'failed' && video !== null ? 'bad-video' : state;
  return (
    <div className={classes.state} data-testid="stage-state" data-state={state} role="status">
      <Empty
        onStage
        icon={icons[state] ?? IconVideo}
        title={t(`live.empty.${words}.title`, { name: video ?? '' })}
        text={t(`live.empty.${words}.text`)}
      >
        {state === 'starting' && <Loader color="white" size="sm" />}
        {(state === 'refused' || state === 'failed' || state === 'no-camera') && (
          <Button className={classes.quiet} onClick={retrySource} data-testid="stage-retry">
            {t('common.action.retry')}
          </Button>
        )}
        {state !== 'starting' && (
          <Button
            className={classes.quiet}
            onClick={() => void openVideo()}
            data-testid="stage-video"
          >
            {t('live.source.openVideo')}
          </Button>
        )}
        {(state === 'no-camera' || state === 'idle') && !demo && (
          <Button loading={busy} onClick={seeSample} data-testid="stage-sample">
            {t('live.source.sample')}
          </Button>
        )}
      </Empty>
    </div>
  );
}
