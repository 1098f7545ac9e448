import { client } from '../ipc/client';
import { settingsStore, shellStore } from '../stores';
import { faultOf } from '../stores/client';
import { liveStore } from '../stores/live';
import { tellFault } from './notify';

/** Takes a camera and remembers it as the one to start with. */
export function takeCamera(deviceId: string, label: string): void {
  void liveStore.getState().useCamera(deviceId);
  void settingsStore.getState().update({ camera: { deviceId, label } });
}

/** Tries what failed once more: the same video, or whatever the station starts with. */
export function retrySource(): void {
  const { source, useVideo, start } = liveStore.getState();
  const demo = shellStore.getState().info?.demo ?? false;
  if (source.kind === 'video' && !demo) void useVideo(source.name, source.url);
  else void start();
}

/** Asks for a video file and plays it as the camera. */
export async function openVideo(): Promise<void> {
  try {
    const chosen = await client.call('shell.chooseVideo', {});
    if (chosen) void liveStore.getState().useVideo(chosen.name, chosen.url);
  } catch (error) {
    tellFault(faultOf(error));
  }
}

/** Opens the sample: a throw-away database and a recorded clip. */
export function seeSample(): void {
  void shellStore.getState().setDemo(true);
}
