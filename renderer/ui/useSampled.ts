import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/**
 * A part of a store that changes at frame rate, read at most every `ms`: the first change shows at
 * once, the last one is never missed, and what lies between costs no rendering.
 */
export function useSampled<S, T>(store: StoreApi<S>, select: (state: S) => T, ms: number): T {
  const [shown, setShown] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let missed = false;
    const take = () => {
      missed = false;
      setShown(() => select(store.getState()));
      timer = setTimeout(() => {
        timer = null;
        if (missed) take();
      }, ms);
    };
    const unsubscribe = store.subscribe(() => {
      if (timer) missed = true;
      else take();
    });
    return () => {
      unsubscribe();
      if (timer) clearTimeout(timer);
    };
  }, [store, select, ms]);
  return shown;
}
