import { useEffect } from 'react';
import { verifyStore } from '../../stores';
import { createWedge } from './wedge';

const editable = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="radio"], [type="file"]), textarea');

/**
 * A badge reader types the ID and Enter, wherever the focus is; it also begins the next person while
 * a result is shown. What a person types goes where they type it.
 */
export function useWedge(): void {
  useEffect(() => {
    const wedge = createWedge();
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const id = wedge(event.key, event.timeStamp);
      if (id !== null) {
        event.preventDefault(); // Enter is the reader's, not the focused button's
        event.stopPropagation();
        void verifyStore.getState().startPerson(id);
        return;
      }
      // The first sign goes into the field for the ID, so that nobody has to click it first.
      const sign = event.key.length === 1 && event.key !== ' ';
      if (!sign || editable(event.target)) return;
      document.querySelector<HTMLInputElement>('[data-testid="verify-person-id"]')?.focus();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
