import type { AppEvent } from '../../../preload/contract/events';
import type { FaultData, Reply } from '../../../preload/contract/faults';
import type { EngineConfig } from '../config';

/** Shell to engine. A frame port travels in the message's `ports`. */
export type ToEngine =
  | { type: 'start'; config: EngineConfig }
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'frame-port' }
  | { type: 'stop' };

/** Engine to shell. `failed` is orderly: starting again would fail the same way. */
export type FromEngine =
  | { type: 'ready' }
  | { type: 'failed'; error: FaultData }
  | { type: 'reply'; id: number; reply: Reply<unknown> }
  | { type: 'event'; event: AppEvent }
  | { type: 'report'; where: string; message: string };
