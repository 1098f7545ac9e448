import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '../../../preload/contract/calls/settings';
import type { EventRow } from '../../../preload/contract/shapes';
import { createRecorder, type DecidedTrack, type NewEvent } from './recordDecision';

const ANN = '5b3c1c2e-0000-4000-8000-000000000001';
const track = (over: Partial<DecidedTrack> = {}): DecidedTrack => ({
  trackId: 1,
  outcome: 'known',
  personId: ANN,
  vector: Float32Array.of(1, 0),
  similarity: 0.7,
  secondBest: 0.1,
  threshold: 0.5,
  gallerySize: 2,
  liveness: 0.99,
  quality: 80,
  frames: 3,
  thumbnail: null,
  ...over,
});

let now: number;
let rows: NewEvent[];
let published: EventRow[];
let failNext: boolean;

const start = () =>
  createRecorder({
    log: {
      record(event) {
        if (failNext) {
          failNext = false;
          throw new Error('disk full');
        }
        rows.push(event);
        const row = { ...event, seq: rows.length, person: null } as unknown as EventRow; // names are the store's
        return { event: row, duplicate: false };
      },
      lastKnownAt: (id) =>
        rows.findLast((r) => r.personId === id && r.outcome === 'known')?.at ?? null,
    },
    settings: () => ({ ...Settings.parse({}), cooldownSeconds: 300 }),
    clock: { now: () => now, monotonicMs: () => now },
    publish: (event) => published.push(event),
  });

beforeEach(() => {
  now = 1_800_000_000_000;
  rows = [];
  published = [];
  failNext = false;
});

describe('recorder', () => {
  it('writes one event however many frames say the same', () => {
    const recorder = start();
    for (let frame = 0; frame < 100; frame++) recorder.consider(track());
    expect(rows).toHaveLength(1);
    expect(published).toHaveLength(1);
  });

  it('keeps quiet about the same person on a new track within the cool-down, and not after it', () => {
    const recorder = start();
    recorder.consider(track());
    now += 299_000;
    expect(recorder.consider(track({ trackId: 2 }))).toBeNull();
    now += 2_000;
    expect(recorder.consider(track({ trackId: 3 }))).not.toBeNull();
  });

  it('remembers the cool-down across a restart', () => {
    start().consider(track());
    now += 10_000;
    expect(start().consider(track())).toBeNull();
    expect(rows).toHaveLength(1);
  });

  it('records again when the clock was set back before the last event', () => {
    const recorder = start();
    recorder.consider(track());
    now -= 3_600_000;
    expect(recorder.consider(track({ trackId: 2 }))).not.toBeNull();
  });

  it('records a stranger once, and another stranger too', () => {
    const recorder = start();
    const stranger = { outcome: 'unknown' as const, personId: null };
    recorder.consider(track({ ...stranger, trackId: 1 }));
    recorder.consider(track({ ...stranger, trackId: 2 }));
    recorder.consider(track({ ...stranger, trackId: 3, vector: Float32Array.of(0, 1) }));
    expect(rows).toHaveLength(2);
  });

  it('records a refusal although the same face was a check-in just before', () => {
    const recorder = start();
    recorder.consider(track());
    expect(recorder.consider(track({ trackId: 2, outcome: 'spoof' }))).not.toBeNull();
  });

  it('publishes nothing that was not written, and tries again on the next frame', () => {
    const recorder = start();
    failNext = true;
    expect(() => recorder.consider(track())).toThrow('disk full');
    expect(published).toHaveLength(0);
    expect(recorder.consider(track())).not.toBeNull();
  });
});
