import { createStore } from 'zustand/vanilla';
import type { FaultData } from '../../preload/contract/faults';
import type { FaceView, FrameResult } from '../../preload/contract/frames';
import { createCapture, type Capture } from '../camera/capture';
import type { Shot } from '../camera/messages';
import { enrolSample } from '../camera/sample';
import { CameraError, listCameras, openCamera, openVideo, type Source } from '../camera/sources';
import { createStage, type Painter } from '../camera/stage';
import { client } from '../ipc/client';

export type LiveSource =
  | { kind: 'none' }
  | { kind: 'camera'; deviceId: string; label: string }
  | { kind: 'video'; name: string; url: string };
export type SourceState =
  | 'idle'
  | 'starting'
  | 'live'
  | 'no-camera'
  | 'refused'
  | 'unplugged'
  | 'failed';

export interface LiveState {
  source: LiveSource;
  sourceState: SourceState;
  sourceError: string | null;
  devices: { deviceId: string; label: string }[];
  faces: FaceView[];
  frame: { width: number; height: number } | null;
  threshold: number | null;
  fps: { camera: number; processed: number };
  timing: FrameResult['timing'] | null;
  /** From the camera's frame to the painted picture. */
  latencyMs: number | null;
  /** Pictures come, answers do not. */
  engineStalled: boolean;
  /** Why the last frame was refused (a full disk, say); null once one is answered again. */
  fault: FaultData | null;
  start(): Promise<void>;
  useCamera(deviceId: string | null): Promise<void>;
  useVideo(name: string, url: string): Promise<void>;
  stop(): void;
  /** The next picture as the source gives it, in full size; null when there is none. */
  snapshot(): Promise<ImageBitmap | null>;
  attachCanvas(canvas: HTMLCanvasElement | null): void;
  /** Draws over each picture; null for the bare picture. */
  setPainter(painter: Painter | null): void;
}

/** The live picture: which source, how it is doing, and what the engine sees in it now. */
export const liveStore = createStore<LiveState>()((set, get) => {
  const stage = createStage();
  let source: Source | null = null;
  let capture: Capture | null = null;
  let counted = { camera: 0, processed: 0 };
  /** Rises with every change of source, so that a slow start does not overtake a later one. */
  let turn = 0;

  const onShot = (shot: Shot) => {
    const { result, error: fault } = shot;
    const { sourceState } = get();
    if (sourceState !== 'live' && sourceState !== 'starting') {
      shot.picture.close(); // it was on its way when its source went
      return;
    }
    if (result) {
      const { faces, width, height, threshold, timing, capturedAt } = result;
      const latencyMs = performance.timeOrigin + performance.now() - capturedAt;
      set({ faces, frame: { width, height }, threshold, timing, latencyMs, engineStalled: false });
      if (get().fault) set({ fault: null });
    } else if (fault) {
      set({ fault, faces: [], engineStalled: false });
    } else if (!get().engineStalled) {
      set({ faces: [], engineStalled: true, timing: null, latencyMs: null });
    }
    stage.show(shot, get().source.kind === 'camera');
  };
  const theCapture = (): Capture => {
    capture ??= createCapture({
      onShot,
      onCount(now) {
        const rate = (key: 'camera' | 'processed') => Math.max(0, now[key] - counted[key]);
        set({ fps: { camera: rate('camera'), processed: rate('processed') } });
        counted = now;
      },
      onEnded() {
        if (get().sourceState !== 'live') return;
        const was = get().source;
        release();
        set({ source: was, sourceState: 'unplugged' });
      },
    });
    return capture;
  };
  const release = () => {
    turn++;
    theCapture().use(null);
    source?.stop();
    source = null;
    counted = { camera: 0, processed: 0 };
    stage.clear();
    set({
      source: { kind: 'none' },
      sourceState: 'idle',
      sourceError: null,
      faces: [],
      frame: null,
    });
    set({ fps: { camera: 0, processed: 0 }, timing: null, latencyMs: null, engineStalled: false });
  };
  /** Opens a source; the last one asked for wins. */
  const open = async (
    next: LiveSource,
    opening: () => Promise<Source & Partial<{ label: string; deviceId: string }>>,
  ) => {
    release();
    const mine = turn;
    set({ source: next, sourceState: 'starting' });
    try {
      const opened = await opening();
      if (mine !== turn) return opened.stop();
      source = opened;
      // The processor may miss the end of a track that was cut off; the track itself tells.
      opened.track.addEventListener('ended', () => mine === turn && unplugged(), { once: true });
      theCapture().use(opened.track);
      const named =
        next.kind === 'camera'
          ? { ...next, label: opened.label ?? '', deviceId: opened.deviceId ?? '' }
          : next;
      set({ source: named, sourceState: 'live', devices: await listCameras() });
    } catch (error) {
      if (mine !== turn) return;
      const sourceState = error instanceof CameraError ? error.trouble : 'failed';
      set({ sourceState, sourceError: error instanceof Error ? error.message : String(error) });
      set({ devices: await listCameras().catch(() => []) });
    }
  };
  const unplugged = () => {
    const was = get().source;
    release();
    set({ source: was, sourceState: 'unplugged' });
  };
  const startSample = async () => {
    const { camera } = await client.call('shell.sample', {});
    release();
    set({ source: { kind: 'video', ...camera }, sourceState: 'starting' });
    const mine = turn;
    try {
      await enrolSample(client, theCapture());
    } catch (error) {
      if (mine !== turn) return;
      set({
        sourceState: 'failed',
        sourceError: error instanceof Error ? error.message : String(error),
      });
      return;
    }
    if (mine === turn) await get().useVideo(camera.name, camera.url);
  };

  return {
    source: { kind: 'none' },
    sourceState: 'idle',
    sourceError: null,
    devices: [],
    faces: [],
    frame: null,
    threshold: null,
    fps: { camera: 0, processed: 0 },
    timing: null,
    latencyMs: null,
    engineStalled: false,
    fault: null,

    async start() {
      if (!capture) follow();
      const asked = turn;
      const { demo, engine } = await client.call('shell.info', {});
      if (engine.state === 'ready') theCapture().connect();
      if (demo) {
        await startSample();
        return;
      }
      const { camera, farFaces } = await client
        .call('settings.get', {})
        .catch(() => ({ camera: null, farFaces: false }));
      theCapture().watchFar(farFaces);
      if (asked !== turn) return; // a source was chosen while the engine still started
      await get().useCamera(camera?.deviceId ?? null);
      // The camera that was chosen is not there today: any other is better than none.
      if (camera && get().sourceState === 'no-camera') await get().useCamera(null);
    },
    useCamera: (deviceId) =>
      open({ kind: 'camera', deviceId: deviceId ?? '', label: '' }, () => openCamera(deviceId)),
    useVideo: (name, url) => open({ kind: 'video', name, url }, () => openVideo(url)),
    stop: release,
    snapshot: () => (get().sourceState === 'live' ? stage.next() : Promise.resolve(null)),
    attachCanvas: stage.attach,
    setPainter: stage.paintWith,
  };

  /** From the first start on, whatever is started again later: the engine's and the cameras' news. */
  function follow(): void {
    theCapture();
    client.on('engine.state', ({ state }) => {
      if (state === 'ready') theCapture().connect();
      else theCapture().disconnect();
    });
    client.on('settings.changed', ({ farFaces }) => theCapture().watchFar(farFaces));
    navigator.mediaDevices.addEventListener('devicechange', () => void onDeviceChange());
  }

  /** A camera came or went: one that is back, or the first one, is used again without being asked. */
  async function onDeviceChange(): Promise<void> {
    const devices = await listCameras();
    set({ devices });
    const { source: current, sourceState } = get();
    if (devices.length === 0) return;
    if (sourceState === 'no-camera') await get().useCamera(null);
    if (sourceState === 'unplugged' && current.kind === 'camera') {
      const back = devices.some(({ deviceId }) => deviceId === current.deviceId);
      if (back) await get().useCamera(current.deviceId);
    }
  }
});
