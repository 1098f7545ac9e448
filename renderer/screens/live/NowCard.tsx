import { IconClock, IconUserScan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FaceView } from '../../../preload/contract/frames';
import { shellStore } from '../../stores';
import { liveStore, type LiveState } from '../../stores/live';
import { Card } from '../../ui/Card';
import { useSampled } from '../../ui/useSampled';
import { FaceRow } from './FaceRow';
import { MainFace } from './MainFace';
import classes from './NowCard.module.css';

const area = ({ box }: FaceView) => box[2] * box[3];
const facesOf = (state: LiveState) => state.faces;
const SHOWN = 4;

function Nobody() {
  const { t } = useTranslation();
  const engine = useStore(shellStore, (state) => state.engine.state);
  const off = engine !== 'ready';
  const NobodyIcon = off ? IconClock : IconUserScan;
  return (
    <div className={classes.nobody} data-testid="nobody" data-off={off || undefined}>
      <span className={classes.outline}>
        <NobodyIcon size={32} stroke={1.25} aria-hidden />
      </span>
      <div>
        <p className={classes.title}>{off ? t('live.now.engineOff') : t('live.now.nobody')}</p>
        <p className="quiet">{off ? t('live.now.engineOffHint') : t('live.now.nobodyHint')}</p>
      </div>
    </div>
  );
}

/** The answer: the nearest face in full, any others a row each. */
export function NowCard() {
  const { t } = useTranslation();
  const faces = useSampled(liveStore, facesOf, 120);
  const [main, ...others] = [...faces].sort((a, b) => area(b) - area(a));
  const hidden = others.length - SHOWN;
  return (
    <Card title={t('live.now.title')}>
      {main ? (
        <ul className={classes.faces} data-testid="faces">
          <MainFace face={main} />
          {others.slice(0, SHOWN).map((face) => (
            <FaceRow key={face.trackId} face={face} />
          ))}
          {hidden > 0 && <li className="quiet">{t('live.now.more', { count: hidden })}</li>}
        </ul>
      ) : (
        <Nobody />
      )}
    </Card>
  );
}
