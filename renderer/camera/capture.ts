import { framePortMessage } from '../../preload/contract/bridge';
import { ANALYSIS_SIDE, FAR_SIDE, type FromWorker, type Shot, type ToWorker } from './messages';

export interface CaptureListener {
  onShot(shot: Shot): void;
  onCount(counts: { camera: number; processed: number }): void;
  onEnded(): void;
}

/** The capture worker as the window sees it: a track in, pictures with results out. */
export function createCapture(listener: CaptureListener) {
  const worker = new Worker(new URL('./capture.worker.ts', import.meta.url), { type: 'module' });
  const submitted = new Map<number, () => void>();
  let nextId = 1;
  const send = (message: ToWorker, transfer: Transferable[] = []) =>
    worker.postMessage(message, transfer);

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case 'shot':
        listener.onShot(data);
        break;
      case 'submitted':
        submitted.get(data.id)?.();
        submitted.delete(data.id);
        break;
      case 'count':
        listener.onCount(data);
        break;
      case 'ended':
        listener.onEnded();
        break;
    }
  });
  window.addEventListener('message', ({ data, ports, source }) => {
    if (source !== window || data !== framePortMessage || !ports[0]) return;
    send({ type: 'port', port: ports[0] }, [ports[0]]);
  });

  return {
    /** Reads from this track from now on; null stops. */
    use(track: MediaStreamTrack | null): void {
      if (!track) {
        send({ type: 'source', readable: null });
        return;
      }
      if ('MediaStreamTrackProcessor' in window) {
        const { readable } = new MediaStreamTrackProcessor({ track });
        send({ type: 'source', readable }, [readable]);
        return;
      }
      // As the specification has it, and as later Chromium may: processors in workers only.
      const copy = track.clone();
      send({ type: 'track', track: copy }, [copy]);
    },
    /** Asks for a port to an engine that is ready; the worker takes it when it comes. */
    connect: () => window.foyer.requestFramePort(),
    disconnect: () => send({ type: 'port', port: null }),
    /** Larger frames go to the engine while far faces are watched for. */
    watchFar: (far: boolean) => send({ type: 'side', side: far ? FAR_SIDE : ANALYSIS_SIDE }),
    /** Sends one picture out of turn; resolves when it was answered. */
    submit(picture: ImageBitmap, capturedAt: number): Promise<void> {
      const id = nextId++;
      return new Promise((resolve) => {
        submitted.set(id, resolve);
        send({ type: 'submit', id, picture, capturedAt }, [picture]);
      });
    },
  };
}

export type Capture = ReturnType<typeof createCapture>;
