import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Settings } from '../../../preload/contract/calls/settings';
import type { FaceView, FrameResult } from '../../../preload/contract/frames';
import { Gallery } from '../match/gallery';
import { createRiskModel } from '../match/risk';
import type { Pipeline } from '../pipeline';
import { createVision } from '../vision/createVision';
import type { RgbaImage } from '../vision/types';
import { clipFrames } from './frameSource';
import { createObserver } from './observer';
import { replay } from './replay';

const say = (outcome: FaceView['outcome'], name: string | null = null) =>
  ({
    trackId: 1,
    box: [0, 0, 100, 120],
    outcome,
    reason: null,
    person: name && { personId: name },
    similarity: name ? 0.8 : null,
    decidedAfterMs: null,
  }) as FaceView; // the rest is not looked at

async function* blank(count: number): AsyncGenerator<RgbaImage> {
  for (let n = 0; n < count; n++) yield { width: 1, height: 1, data: new Uint8Array(4) };
}
const scripted = (frames: FaceView[][]): Pipeline => ({
  process: ({ seq }) =>
    Promise.resolve({ faces: frames[seq] ?? [], threshold: 0.5 } as unknown as FrameResult), // likewise
});

describe('replay', () => {
  it('writes down when the answer changed, not every frame', async () => {
    const script = [say('pending'), say('pending'), say('known', 'A'), say('known', 'A')].map(
      (f) => [f],
    );
    const { tracks, frames } = await replay(scripted(script), blank(4), {
      fps: 10,
      checkpoint: () => {},
    });
    expect(frames).toBe(4);
    expect(tracks).toMatchObject([
      { frames: 4, outcome: 'known', personId: 'A', nameFlips: 0, lastAtMs: 300 },
    ]);
    expect(tracks[0]!.turns.map(({ atMs, outcome }) => [atMs, outcome])).toEqual([
      [0, 'pending'],
      [200, 'known'],
    ]);
  });

  it('counts a name that turns into another, also by way of none', async () => {
    const script = [say('known', 'A'), say('unknown'), say('known', 'B'), say('known', 'A')].map(
      (f) => [f],
    );
    const { tracks } = await replay(scripted(script), blank(4), { fps: 10, checkpoint: () => {} });
    expect(tracks[0]!.nameFlips).toBe(2);
  });
});

/** The first one and a half seconds: enough to decide, and to change one's mind. */
async function* firstOf<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let n = 0;
  for await (const item of items) {
    if (n++ === count) return;
    yield item;
  }
}

const clips = join(process.env.FOYER_DATA ?? resolve('../shared/data'), 'fakecam');
if (!existsSync(clips)) console.log(`skipped: replay of webcam clips (no ${clips})`);

describe.skipIf(!existsSync(clips))('replay of webcam clips', () => {
  it('names the enrolled and no stranger, refuses prints, and never changes a name', async () => {
    const vision = await createVision({ modelsDir: 'models', provider: 'cpu', threads: 2 });
    const enrolled = new Map<string, Float32Array[]>();
    for (const subject of ['0001', '0009']) {
      let n = 0;
      for await (const image of clipFrames(join(clips, `nuaa_${subject}_live.mjpeg`), null)) {
        if (n++ % 10 !== 0 || n > 21) continue;
        const [face] = await vision.detect(image);
        const { five } = await vision.landmarks(image, face!);
        const [embedding] = await vision.embed([vision.align(image, { box: face!.box, five })]);
        enrolled.set(subject, [...(enrolled.get(subject) ?? []), embedding!.vector]);
      }
    }
    const galleryOf = (...subjects: string[]) => {
      const gallery = new Gallery(vision.dimension);
      for (const personId of subjects) {
        enrolled
          .get(personId)!
          .forEach((vector, n) =>
            gallery.add({ templateId: `${personId}-${n}`, personId, vector }),
          );
      }
      return gallery;
    };
    const risk = createRiskModel(vision.calibration!);
    const play = (clip: string, people: Gallery) => {
      const observer = createObserver({
        vision,
        gallery: people,
        settings: Settings.parse({}),
        threshold: risk.thresholdFor(0.001, people.size),
        label: (id) => ({ id, personId: id, name: id }),
      });
      const frames = firstOf(clipFrames(join(clips, `nuaa_${clip}.mjpeg`), null), 45);
      return replay(observer, frames, { fps: 30, checkpoint: () => {} });
    };
    const names = (tracks: { turns: { personId: string | null }[] }[]) =>
      new Set(tracks.flatMap(({ turns }) => turns.flatMap(({ personId }) => personId ?? [])));
    for (const [subject, other] of [
      ['0001', '0009'],
      ['0009', '0001'],
    ] as const) {
      const live = await play(`${subject}_live`, galleryOf(subject, other));
      expect([...names(live.tracks)]).toEqual([subject]);
      expect(live.tracks.every(({ nameFlips }) => nameFlips === 0)).toBe(true);
      const spoof = await play(`${subject}_spoof`, galleryOf(subject, other));
      expect([...names(spoof.tracks)]).toEqual([]);
      expect(spoof.tracks.some(({ outcome }) => outcome === 'spoof')).toBe(true);
      const stranger = await play(`${subject}_live`, galleryOf(other));
      expect([...names(stranger.tracks)]).toEqual([]);
      expect(stranger.tracks.some(({ outcome }) => outcome === 'unknown')).toBe(true);
    }
    await vision.close();
  }, 240_000);
});
