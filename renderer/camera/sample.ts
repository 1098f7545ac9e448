import type { AppClient } from '../ipc/client';
import type { Capture } from './capture';
import { loadVideo } from './sources';

const STEP_S = 0.3;

/**
 * Enrols the sample's people from their clips, by the same calls and frames as a live enrolment;
 * only the clock is the clip's, so that it takes a second or two. Skips who is enrolled already.
 */
export async function enrolSample(client: AppClient, capture: Capture): Promise<void> {
  const { enrol } = await client.call('shell.sample', {});
  for (const { clip, ...identity } of enrol) {
    const { takenBy } = await client.call('enrol.checkPersonId', { personId: identity.personId });
    if (!takenBy) await enrolFromClip(client, capture, clip.url, identity);
  }
}

async function enrolFromClip(
  client: AppClient,
  capture: Capture,
  url: string,
  identity: { personId: string; name: string; group: string },
): Promise<void> {
  const video = await loadVideo(url);
  const { sessionId, needed } = await client.call('enrol.start', identity);
  const began = Date.now();
  for (let t = 0; t < video.duration; t += STEP_S) {
    await seek(video, t);
    await capture.submit(await createImageBitmap(video), began + t * 1000);
    const state = await client.call('enrol.state', {});
    if (!state || state.views.length >= needed) break;
  }
  await client.call('enrol.save', { sessionId, confirmDifferent: true });
}

function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    video.addEventListener('seeked', () => resolve(), { once: true });
    video.currentTime = seconds;
  });
}
