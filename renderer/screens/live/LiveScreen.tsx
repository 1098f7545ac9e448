import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { liveStore } from '../../stores/live';
import { LiveCanvas } from '../../ui/LiveCanvas';
import { SourceMenu } from '../../ui/SourceMenu';
import { StageState } from '../../ui/StageState';
import classes from './LiveScreen.module.css';
import { NowCard } from './NowCard';
import { RecentCard } from './RecentCard';
import { RiskCard } from './RiskCard';

/** The operator's screen: the picture, the answer with its evidence, the risk, the last events. */
export function LiveScreen() {
  const { t } = useTranslation();
  const running = useStore(liveStore, (state) => state.sourceState === 'live');
  return (
    <div className={classes.screen}>
      <h1 className="srOnly">{t('live.title')}</h1>
      <section className={classes.stage} aria-label={t('live.picture')}>
        <LiveCanvas label={t('live.picture')} />
        {!running && <StageState />}
        <div className={classes.source}>
          <SourceMenu />
        </div>
      </section>
      <aside className={classes.aside}>
        <NowCard />
        <RiskCard />
        <RecentCard />
      </aside>
    </div>
  );
}
