import { describe, expect, it } from 'vitest';
import { Settings } from '../../preload/contract/calls/settings';
import type { FaceView } from '../../preload/contract/frames';
import { createEnrolment } from './enrol/enrolment';
import { Gallery } from './match/gallery';
import { createPipeline, type JudgedStep } from './pipeline';
import { at, scriptedVision, type Actor } from './testing/scriptedVision';

const ann = at(1);
const bob = at(0, 1);
const times = (n: number, ...actors: Actor[]) => Array.from({ length: n }, () => actors);

async function play(
  script: Actor[][],
  over: Partial<Settings> = {},
  enrolled: Record<string, Float32Array> = { ann, bob },
) {
  const { vision, calls, frame } = scriptedVision(script);
  const gallery = new Gallery(8);
  for (const [personId, vector] of Object.entries(enrolled)) {
    gallery.add({ templateId: `${personId}-1`, personId, vector });
  }
  const settings = Settings.parse(over);
  const recorded: { outcome: string; personId: string | null }[] = [];
  const judged: JudgedStep[] = [];
  const nobody = () => {
    throw new Error('nobody enrols here');
  };
  const pipeline = createPipeline({
    vision,
    gallery: {
      search: (vector) => gallery.search(vector, 2),
      version: () => gallery.version,
      size: gallery.size,
    },
    settings: () => settings,
    threshold: () => 0.5,
    certain: () => null,
    label: (id) => ({ id, personId: id, name: id }),
    encodeJpeg: () => Promise.resolve(new Uint8Array()),
    enrolment: createEnrolment({
      people: { byPersonId: () => null, get: nobody, add: nobody, addTemplates: nobody },
      gallery,
      searchThreshold: () => 1,
      sameFaceThreshold: () => 1,
      compareId: nobody,
      changed: () => undefined,
      now: () => 0,
    }),
    verification: null,
    recorder: {
      isNew: (_, outcome, personId) =>
        !recorded.some((e) => e.outcome === outcome && e.personId === personId),
      consider: ({ outcome, personId }) => {
        recorded.push({ outcome, personId });
        return null;
      },
      forget: () => undefined,
    },
    judged: (step) => judged.push(step),
  });
  const seen: FaceView[][] = [];
  for (let seq = 0; seq < script.length; seq++) {
    seen.push((await pipeline.process(frame(seq))).faces);
  }
  gallery.close();
  const names = seen.map((faces) => faces.map(({ person }) => person?.name ?? null));
  return { seen, names, recorded, judged, calls };
}

describe('the pipeline', () => {
  it('names a live enrolled face once enough frames agree, and records one event', async () => {
    const { names, recorded, seen } = await play(times(20, { x: 100, vector: at(0.8) }));
    expect(names.at(-1)).toEqual(['ann']);
    expect(names[1]).toEqual([null]);
    expect(recorded).toEqual([{ outcome: 'known', personId: 'ann' }]);
    expect(seen.at(-1)?.[0]?.similarity).toBeCloseTo(0.8, 4);
  });

  it('runs each costly network at most once a frame, however many faces are in view', async () => {
    const crowd = [0, 150, 300, 450].map((x, i) => ({ x, vector: at(i === 0 ? 0.8 : 0.1) }));
    const { calls } = await play(times(12, ...crowd));
    expect(calls.embed).toBeLessThanOrEqual(12);
    expect(calls.liveness).toBeLessThanOrEqual(12);
  });

  it('refuses a print, whoever it shows', async () => {
    const { names, recorded } = await play(times(20, { x: 100, vector: at(0.8), live: 0.02 }));
    expect(new Set(names.flat())).toEqual(new Set([null]));
    expect(recorded).toEqual([{ outcome: 'spoof', personId: 'ann' }]);
  });

  it('does not hand a name on to whoever steps into the same place', async () => {
    const script = [
      ...times(20, { x: 100, vector: at(0.8) }),
      ...times(30, { x: 100, vector: at(0, 0, 1) }),
    ];
    const { seen, names } = await play(script);
    const first = seen[10]?.[0]?.trackId;
    const after = seen.findIndex((faces, n) => n >= 20 && faces[0]?.trackId !== first);
    expect(after).toBeGreaterThan(20);
    expect(names.slice(after).flat()).not.toContain('ann');
    // A name may outlast the swap by one second look, no longer.
    expect(after - 20).toBeLessThanOrEqual(23);
  });
});

describe('several people in view', () => {
  const both = times(
    25,
    { x: 50, width: 200, vector: at(0.8) },
    { x: 400, width: 120, vector: at(0, 0.8) },
  );

  it('are all decided at an open door', async () => {
    const { names, recorded } = await play(both, { facePolicy: 'all' });
    expect(new Set(names.at(-1))).toEqual(new Set(['ann', 'bob']));
    expect(recorded).toHaveLength(2);
  });

  it('wait while the nearest is served where one is served at a time', async () => {
    const { names, recorded, seen } = await play(both, { facePolicy: 'nearest' });
    expect(names.at(-1)).toEqual(['ann', null]);
    expect(recorded).toEqual([{ outcome: 'known', personId: 'ann' }]);
    expect(seen.at(-1)?.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['known', null],
      ['pending', 'WAIT_YOUR_TURN'],
    ]);
  });

  it('get their turn when the nearest has left', async () => {
    const script = [...both, ...times(30, { x: 400, width: 120, vector: at(0, 0.8) })];
    const { names } = await play(script, { facePolicy: 'nearest' });
    expect(names.at(-1)).toEqual(['bob']);
  });
});

it('every decision is told with what it was made of', async () => {
  const { judged } = await play(times(10, { x: 100, vector: at(0.8) }));
  const last = judged.at(-1);
  expect(last?.rules).toMatchObject({ threshold: 0.5, agreement: 3 });
  expect(last?.evidence.hits[0]?.personId).toBe('ann');
  expect(last?.decision.outcome).toBe('known');
});
