import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '../../../preload/contract/calls/settings';
import type { VerifyState } from '../../../preload/contract/calls/verify';
import { Fault } from '../../../preload/contract/faults';
import { normalise } from '../match/fuse';
import { Gallery } from '../match/gallery';
import { FRAMES } from './judge';
import type { DecidedVerification } from './recordVerification';
import { createVerification } from './verification';

const ann = (lean = 0) => normalise(Float32Array.of(1, lean, 0, 0));
const bob = (lean = 0) => normalise(Float32Array.of(0, 0, 1, lean));
const LOOKS = 5;

let gallery: Gallery;
let now: number;
let at: number;
let told: (VerifyState | null)[];
let recorded: DecidedVerification[];
let diskFull: boolean;
let settings: Settings;

const create = () =>
  createVerification({
    people: {
      byPersonId: (personId) =>
        ({ '1001': { id: 'ann', name: 'Ann Li' }, '1002': { id: 'nobody', name: 'Nil' } })[
          personId
        ] ?? null,
      picture: () => Uint8Array.of(1),
    },
    gallery,
    photos: {
      pick: () => ({
        vector: ann(),
        quality: { unified: 60 } as never, // only shown
        crop: Uint8Array.of(2),
        problem: 'BLURRED',
      }),
    },
    // FMR halves with each .1 of similarity; templates and tries count in full.
    risk: () => ({
      fpir: (t, n) => (typeof n === 'number' ? n : n.templates) * 2 ** (-10 * t),
      thresholdFor: (fpir, n) =>
        Math.log2((typeof n === 'number' ? n : n.templates) / fpir) / 10 - 0.5,
    }),
    settings: () => settings,
    sameFaceThreshold: () => 0.3,
    encodeJpeg: () => Promise.resolve(Uint8Array.of(9)),
    record(decided) {
      if (diskFull) throw new Fault('DISK', 'full');
      recorded.push(decided);
    },
    now: () => now,
    changed: (state) => told.push(state),
  });
type Verification = ReturnType<typeof create>;

/** One frame with a face on that track, as `verifyFrame` hands it on. */
async function frame(v: Verification, vector: Float32Array, { live = 0.99, track = 1 } = {}) {
  at += 100;
  v.guide(null);
  const wants = v.wants(track, at);
  if (wants.look) v.add({ live });
  const crop = { size: 1, data: new Uint8ClampedArray(4) };
  if (wants.sample) v.add({ sample: { vector, weight: 1, crop, quality: 70, at } });
  await v.settle(at);
}
async function frames(
  v: Verification,
  vector: (lean: number) => Float32Array,
  n = FRAMES,
  how: Parameters<typeof frame>[2] = {},
) {
  for (let i = 0; i < n; i++) await frame(v, vector(i / 50), how);
}

beforeEach(() => {
  gallery = new Gallery(4);
  gallery.add({ templateId: 't1', personId: 'ann', vector: ann(0.1) });
  gallery.add({ templateId: 't2', personId: 'ann', vector: ann(-0.1) });
  now = 1_000_000;
  at = 0;
  told = [];
  recorded = [];
  diskFull = false;
  settings = Settings.parse({ verifyRisk: 0.01 });
});

describe('a verification with a person', () => {
  it('says the same person after so many frames, once, and writes it down', async () => {
    const v = create();
    expect(v.startPerson('1001')).toMatchObject({ comparisons: 2, attempt: 1, verdict: null });
    await frames(v, ann, FRAMES - 1);
    expect(v.state()!.verdict).toBeNull();
    await frames(v, ann, 20);
    expect(v.state()!.verdict).toMatchObject({ outcome: 'same', frames: FRAMES });
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({ personId: 'ann', reference: 'templates', comparisons: 2 });
  });

  it('says not the same of somebody else, with the claimed person in the log', async () => {
    const v = create();
    v.startPerson('1001');
    await frames(v, bob);
    expect(v.state()!.verdict).toMatchObject({ outcome: 'different' });
    expect(recorded[0]).toMatchObject({ personId: 'ann', verdict: { outcome: 'different' } });
  });

  it('refuses a face that is not live, whoever it resembles', async () => {
    const v = create();
    v.startPerson('1001');
    await frames(v, ann, LOOKS, { live: 0.1 });
    expect(v.state()!.verdict).toMatchObject({ outcome: 'spoof' });
    expect(recorded[0]).toMatchObject({ verdict: { outcome: 'spoof' } });
  });

  it('does not ask for liveness where it is off', async () => {
    settings = { ...settings, liveness: false };
    const v = create();
    v.startPerson('1001');
    await frames(v, ann, FRAMES, { live: 0.1 });
    expect(v.state()!.verdict).toMatchObject({ outcome: 'same', liveness: null });
  });

  it('asks for more with every try, so that tries together keep the risk', async () => {
    const v = create();
    const { sessionId, threshold } = v.startPerson('1001');
    await frames(v, bob);
    const second = v.again(sessionId);
    expect(second).toMatchObject({ attempt: 2, comparisons: 4, verdict: null, progress: 0 });
    expect(second.threshold).toBeCloseTo(threshold + 0.1, 9); // half the risk
    await frames(v, bob);
    expect(recorded.map(({ key }) => key)).toEqual([`${sessionId}:1`, `${sessionId}:2`]);
  });

  it('refuses an ID that nobody has, and a person without templates', () => {
    const v = create();
    expect(() => v.startPerson('7')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PERSON_ID' }),
    );
    expect(() => v.startPerson('1002')).toThrow(expect.objectContaining({ code: 'NO_TEMPLATE' }));
    expect(v.active()).toBe(false);
  });

  it('ends when the person is erased meanwhile', async () => {
    const v = create();
    v.startPerson('1001');
    gallery.removePerson('ann');
    await frame(v, ann());
    expect(v.active()).toBe(false);
    expect(told.at(-1)).toBeNull();
  });
});

describe('the evidence', () => {
  it('of another track does not count: whoever steps in begins anew', async () => {
    const v = create();
    v.startPerson('1001');
    await frames(v, ann, FRAMES - 1, { track: 1 });
    await frames(v, bob, FRAMES - 1, { track: 2 });
    expect(v.state()!.verdict).toBeNull();
    await frame(v, bob(), { track: 2 });
    expect(v.state()!.verdict).toMatchObject({ outcome: 'different' });
  });

  it('of another face on the same track does not count either', async () => {
    const v = create();
    v.startPerson('1001');
    await frames(v, ann, FRAMES - 1);
    await frames(v, bob, FRAMES + LOOKS);
    expect(v.state()!.verdict).toMatchObject({ outcome: 'different' });
  });

  it('is not taken from frames of one instant', () => {
    const v = create();
    v.startPerson('1001');
    const crop = { size: 1, data: new Uint8ClampedArray(4) };
    v.wants(1, 100);
    v.add({ sample: { vector: ann(), weight: 1, crop, quality: 70, at: 100 } });
    expect(v.wants(1, 133).sample).toBe(false);
    expect(v.wants(1, 200).sample).toBe(true);
  });

  it('that does not come in leads to look again, with the reason, and to no event', async () => {
    const v = create();
    const { sessionId } = v.startPerson('1001');
    await v.settle(0);
    v.guide('TOO_FAR');
    await v.settle(14_000);
    expect(v.state()!.verdict).toBeNull();
    await v.settle(15_001);
    expect(v.state()!.verdict).toMatchObject({ outcome: 'again', reason: 'TOO_FAR', fmr: null });
    expect(recorded[0]?.verdict.similarity ?? null).toBeNull();
    expect(v.again(sessionId).attempt).toBe(1); // nothing was compared
  });
});

describe('a verification', () => {
  it('with a photo is one comparison with nobody in particular', async () => {
    const v = create();
    expect(v.startPhoto('p', 0)).toMatchObject({
      comparisons: 1,
      reference: { kind: 'document', problem: 'BLURRED' },
    });
    await frames(v, ann);
    expect(recorded[0]).toMatchObject({ personId: null, reference: 'document', comparisons: 1 });
  });

  it('says nothing that is not on disk: a write that failed is tried again', async () => {
    const v = create();
    v.startPerson('1001');
    await frames(v, ann, FRAMES - 1);
    diskFull = true;
    await expect(frame(v, ann())).rejects.toMatchObject({ code: 'DISK' });
    expect(v.state()!.verdict).toBeNull();
    diskFull = false;
    await frame(v, ann());
    expect(v.state()!.verdict).toMatchObject({ outcome: 'same' });
    expect(recorded).toHaveLength(1);
  });

  it('that was forgotten ends by itself, so that people are checked in again', () => {
    const v = create();
    v.startPerson('1001');
    now += 119_000;
    expect(v.active()).toBe(true);
    now += 2_000;
    expect(v.active()).toBe(false);
    expect(told.at(-1)).toBeNull();
  });

  it('answers only to its own id', () => {
    const v = create();
    v.startPerson('1001');
    expect(() => v.end('other')).toThrow(expect.objectContaining({ code: 'VERIFY_NO_SESSION' }));
    expect(v.active()).toBe(true);
    v.end(v.state()!.sessionId);
    expect(v.active()).toBe(false);
  });
});
