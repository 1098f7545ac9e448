import { useEffect } from 'react';
import { createCodeReader, watchCodes } from '../../camera/codes';
import { verifyStore } from '../../stores';
import { liveStore } from '../../stores/live';
import { limits } from '../../ui/fields';

/** While it is on, a QR or bar code held before the camera is an ID that was scanned. */
export function useScannedCodes(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const reader = createCodeReader();
    const { snapshot } = liveStore.getState();
    const stop = watchCodes({ snapshot, read: reader.read }, (text) => {
      const { busy, session, startPerson } = verifyStore.getState();
      if (!busy && !session) void startPerson(text.slice(0, limits.personId));
    });
    return () => {
      stop();
      reader.close();
    };
  }, [on]);
}
