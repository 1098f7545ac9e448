import type { AppEvent } from '../../../preload/contract/events';
import type { ProviderTrial } from '../../../preload/contract/calls/engine';
import type { FaultData, Reply } from '../../../preload/contract/faults';
import type { EngineConfig } from '../config';
import type { TrialRequest } from '../providers/tryProvider';

/** Shell to engine. A frame port travels in the message's `ports`. */
export type ToEngine =
  | { type: 'start'; config: EngineConfig }
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'frame-port' }
  | { type: 'trial-result'; id: number; trial: ProviderTrial }
  | { type: 'stop' };

/** Engine to shell. `failed` is orderly: starting again would fail the same way. */
export type FromEngine =
  | { type: 'ready' }
  | { type: 'failed'; error: FaultData }
  | { type: 'reply'; id: number; reply: Reply<unknown> }
  | { type: 'event'; event: AppEvent }
  /** Only the shell can start a process of Electron's; a provider is tried in one of its own. */
  | { type: 'trial'; id: number; request: TrialRequest }
  | { type: 'report'; where: string; message: string };
