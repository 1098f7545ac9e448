/** A running source of pictures. `stop` lets the camera's light go out. */
export interface Source {
  track: MediaStreamTrack;
  stop(): void;
}

export type CameraTrouble = 'no-camera' | 'refused' | 'failed';

/** Why no camera opened, in the three ways a person can do something about. */
export class CameraError extends Error {
  override name = 'CameraError';
  constructor(
    readonly trouble: CameraTrouble,
    message: string,
  ) {
    super(message);
  }
}

/** Opens the camera with that id, or any. Throws CameraError. */
export async function openCamera(
  deviceId: string | null,
): Promise<Source & { label: string; deviceId: string }> {
  const wish = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: deviceId === null ? wish : { ...wish, deviceId: { exact: deviceId } },
    });
    const track = stream.getVideoTracks()[0]!;
    return {
      track,
      label: track.label,
      deviceId: track.getSettings().deviceId ?? deviceId ?? '',
      stop: () => track.stop(),
    };
  } catch (error) {
    const { name, message } = error as DOMException; // all that getUserMedia throws
    if (name === 'NotFoundError' || name === 'OverconstrainedError') {
      throw new CameraError('no-camera', message);
    }
    throw new CameraError(name === 'NotAllowedError' ? 'refused' : 'failed', message);
  }
}

/** Plays a video in a loop as if it were a camera. Throws when the file cannot be played. */
export async function openVideo(url: string): Promise<Source> {
  const video = await loadVideo(url);
  video.loop = true;
  await video.play();
  const track = video.captureStream().getVideoTracks()[0];
  if (!track) throw new Error('the file holds no picture');
  return {
    track,
    stop() {
      track.stop();
      video.pause();
      video.removeAttribute('src');
      video.load();
    },
  };
}

/** A video element with its first picture decoded. Rejects with the reason it cannot be played. */
export function loadVideo(url: string): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, preload: 'auto', src: url });
  return new Promise((resolve, reject) => {
    video.addEventListener('loadeddata', () => resolve(video), { once: true });
    video.addEventListener(
      'error',
      () => reject(new Error(video.error?.message || 'not a video')),
      {
        once: true,
      },
    );
  });
}

/** Cameras there are; labels are empty until the camera was allowed once. */
export async function listCameras(): Promise<{ deviceId: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}
