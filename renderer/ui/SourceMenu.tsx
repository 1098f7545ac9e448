import { Menu } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconMovie,
  IconPlayerPlay,
  IconPlayerStop,
  IconVideo,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { shellStore } from '../stores';
import { liveStore } from '../stores/live';
import { openVideo, seeSample, takeCamera } from './sources';
import classes from './SourceMenu.module.css';
import { useSourceName } from './useSourceName';

/** Picks what the picture comes from: a camera, a video file, or the sample. */
export function SourceMenu() {
  const { t } = useTranslation();
  const name = useSourceName();
  const devices = useStore(liveStore, (state) => state.devices);
  const source = useStore(liveStore, (state) => state.source);
  const demo = useStore(shellStore, (state) => state.info?.demo ?? false);
  const running = useStore(liveStore, (state) => state.sourceState === 'live');
  const current = source.kind === 'camera' ? source.deviceId : null;
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button
          type="button"
          className={classes.target}
          aria-label={`${t('live.source.label')}: ${name ?? t('live.source.choose')}`}
          data-testid="source-menu"
        >
          {source.kind === 'video' ? (
            <IconMovie size={18} stroke={1.75} aria-hidden />
          ) : (
            <IconVideo size={18} stroke={1.75} aria-hidden />
          )}
          <span className={classes.name}>{name ?? t('live.source.choose')}</span>
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {devices.length ? t('live.source.cameras') : t('live.source.noCameras')}
        </Menu.Label>
        {devices.map(({ deviceId, label }, i) => (
          <Menu.Item
            key={deviceId}
            leftSection={<IconVideo size={18} stroke={1.75} aria-hidden />}
            rightSection={deviceId === current && <IconCheck size={16} aria-hidden />}
            onClick={() => takeCamera(deviceId, label)}
            data-testid="source-camera"
          >
            {label || t('live.source.unnamed', { number: i + 1 })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconMovie size={18} stroke={1.75} aria-hidden />}
          onClick={() => void openVideo()}
          data-testid="source-video"
        >
          {t('live.source.openVideo')}
        </Menu.Item>
        {!demo && (
          <Menu.Item
            leftSection={<IconPlayerPlay size={18} stroke={1.75} aria-hidden />}
            onClick={seeSample}
            data-testid="source-sample"
          >
            {t('live.source.sample')}
          </Menu.Item>
        )}
        {running && (
          <Menu.Item
            leftSection={<IconPlayerStop size={18} stroke={1.75} aria-hidden />}
            onClick={() => liveStore.getState().stop()}
            data-testid="source-stop"
          >
            {t('live.source.stop')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
