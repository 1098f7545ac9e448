import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { idPhotoStore, verifyStore } from '../../stores';
import { liveStore } from '../../stores/live';
import { LiveCanvas } from '../../ui/LiveCanvas';
import { SourceMenu } from '../../ui/SourceMenu';
import { StageState } from '../../ui/StageState';
import { readIdFile, usePastedPicture } from '../../ui/useIdPicture';
import { ChooseCard } from './ChooseCard';
import { ResultCard } from './ResultCard';
import { useScannedCodes } from './useScannedCodes';
import { useWedge } from './useWedge';
import { VerifyRiskCard } from './VerifyRiskCard';
import classes from './VerifyScreen.module.css';

/** 1:1: is the person in front of the camera the one of the ID? */
export function VerifyScreen() {
  const { t } = useTranslation();
  const running = useStore(liveStore, (state) => state.sourceState === 'live');
  const session = useStore(verifyStore, (state) => state.session);
  const mode = useStore(verifyStore, (state) => state.mode);
  useEffect(() => {
    void verifyStore.getState().resume();
    return () => {
      // Check-in goes on as soon as another screen is shown.
      void verifyStore.getState().next();
      idPhotoStore.getState().clear();
    };
  }, []);
  const open = session !== null;
  useEffect(() => {
    if (open) idPhotoStore.getState().clear(); // used: the next person brings their own
  }, [open]);
  useWedge();
  useScannedCodes(running && mode === 'id' && !open);
  usePastedPicture(
    useCallback((file: File) => {
      const { setMode, next, startPhoto } = verifyStore.getState();
      void next().then(() => {
        setMode('photo');
        return readIdFile(file, (pick) => void startPhoto(pick));
      });
    }, []),
  );
  return (
    <div className={classes.screen}>
      <h1 className="srOnly">{t('verify.title')}</h1>
      <section className={classes.stage} aria-label={t('live.picture')}>
        {/* The answer stands beside the picture; a label on the face would say another. */}
        <LiveCanvas label={t('live.picture')} faces={!session?.verdict} />
        {!running && <StageState />}
        <div className={classes.source}>
          <SourceMenu />
        </div>
      </section>
      <aside className={classes.aside}>
        {session ? <ResultCard session={session} /> : <ChooseCard />}
        <VerifyRiskCard />
      </aside>
    </div>
  );
}
