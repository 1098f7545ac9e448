import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { recentStore } from '../stores';
import { eventTitle } from '../ui/eventWords';

/** Says each new event to a screen reader, on whatever screen the operator is. */
export function Announcer() {
  const { t } = useTranslation();
  const event = useStore(recentStore, (state) => state.events[0]);
  const words =
    event &&
    (event.kind === 'verification'
      ? eventTitle(t, event)
      : event.outcome === 'uncertain'
        ? t('common.outcome.uncertain')
        : t(`live.now.announce.${event.outcome}`, { name: event.person?.name ?? '' }));
  return (
    <div className="srOnly" aria-live="polite" data-testid="announcer">
      {words}
    </div>
  );
}
