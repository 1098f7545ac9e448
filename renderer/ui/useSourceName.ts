import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { liveStore } from '../stores/live';

/** What the picture comes from, in words; null without a source. */
export function useSourceName(): string | null {
  const { t } = useTranslation();
  const source = useStore(liveStore, (state) => state.source);
  const state = useStore(liveStore, (s) => s.sourceState);
  if (source.kind === 'none' || state === 'no-camera' || state === 'refused') return null;
  if (source.kind === 'video') return t('live.source.video', { name: source.name });
  return source.label || t('live.source.unnamed', { number: 1 });
}
