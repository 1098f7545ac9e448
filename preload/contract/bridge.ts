import type { AppEvent } from './events';
import type { Reply } from './faults';

/** What the preload script puts on `window.foyer`; nothing else crosses. */
export interface Bridge {
  invoke(call: string, input: unknown): Promise<Reply<unknown>>;
  on(listener: (event: AppEvent) => void): () => void;
  /** Asks for a frame port; it arrives as a `message` event on the window, `data === framePortMessage`. */
  requestFramePort(): void;
}

export const framePortMessage = 'foyer:frame-port';
export const channels = {
  invoke: 'foyer:invoke',
  event: 'foyer:event',
  framePort: 'foyer:frame-port',
} as const;
