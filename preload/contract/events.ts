import type { ProviderOverview } from './calls/engine';
import type { EnrolState } from './calls/enrol';
import type { Settings } from './calls/settings';
import type { EngineState } from './calls/shell';
import type { VerifyState } from './calls/verify';
import type { EventRow, ThresholdChange } from './shapes';

/** What is told without being asked, from engine or shell to the window. */
export interface AppEvents {
  /** An event is on disk. `checkIn` is false for strangers and refusals. */
  'log.recorded': { event: EventRow };
  'people.changed': { id: string | null };
  'enrol.changed': EnrolState | null;
  'verify.changed': VerifyState | null;
  'settings.changed': Settings;
  /** Another threshold came into force; it is in the log. */
  'threshold.changed': { change: ThresholdChange };
  'engine.state': EngineState;
  /** Providers are being tried, or the models moved to another one. */
  'engine.providers': ProviderOverview;
}
export type AppEventName = keyof AppEvents;
export type AppEvent = { [K in AppEventName]: { name: K; payload: AppEvents[K] } }[AppEventName];
