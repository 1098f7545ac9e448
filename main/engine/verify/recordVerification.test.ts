import { expect, it } from 'vitest';
import { Settings } from '../../../preload/contract/calls/settings';
import type { Verdict } from '../../../preload/contract/calls/verify';
import type { EventRow } from '../../../preload/contract/shapes';
import { person, tempStore } from '../store/testing/fixtures';
import { createVerificationLog, type DecidedVerification } from './recordVerification';

const verdict = (outcome: Verdict['outcome'], similarity: number | null = 0.6): Verdict => ({
  outcome,
  reason: null,
  similarity,
  threshold: 0.4,
  fmr: 1e-4,
  liveness: 0.9,
  frames: 5,
  face: Uint8Array.of(1),
  at: 0,
});

function setUp(over: Partial<Settings> = {}) {
  const store = tempStore();
  const ann = person({ personId: '1001', name: 'Ann Li' });
  store.people.insert(ann);
  const clock = { time: 1_800_000_000_000 };
  const published: EventRow[] = [];
  const record = createVerificationLog({
    log: store.events,
    settings: () => ({ ...Settings.parse({ cooldownSeconds: 300 }), ...over }),
    clock: { now: () => clock.time, monotonicMs: () => clock.time },
    publish: (event) => published.push(event),
  });
  let n = 0;
  const decided = (v: Verdict, more: Partial<DecidedVerification> = {}): DecidedVerification => ({
    key: `s:${n++}`,
    trackId: 4,
    reference: 'templates',
    personId: ann.id,
    verdict: v,
    comparisons: 3,
    risk: 0.001,
    quality: 70,
    ...more,
  });
  const events = () => store.events.list({ limit: 50 }).events;
  return { store, ann, clock, published, record, decided, events };
}

it('a confirmed person is an event of its kind, with what was compared', () => {
  const { record, decided, events, published, ann } = setUp();
  record(decided(verdict('same')));
  expect(events()).toEqual([
    expect.objectContaining({
      kind: 'verification',
      reference: 'templates',
      outcome: 'known',
      person: { id: ann.id, personId: '1001', name: 'Ann Li' },
      gallerySize: 3,
      threshold: 0.4,
      secondBest: null,
    }),
  ]);
  expect(published).toHaveLength(1);
});

it('the same attempt recorded twice is one event', () => {
  const { record, decided, events, published } = setUp();
  const attempt = decided(verdict('different'));
  record(attempt);
  expect(record(attempt)).toBeNull();
  expect(events()).toHaveLength(1);
  expect(published).toHaveLength(1);
});

it('a person confirmed again within the cool-down is one visit; after it another', () => {
  const { record, decided, events, clock } = setUp();
  record(decided(verdict('same')));
  clock.time += 299_000;
  record(decided(verdict('same')));
  expect(events()).toHaveLength(1);
  clock.time += 2_000;
  record(decided(verdict('same')));
  expect(events()).toHaveLength(2);
});

it('every mismatch and every refusal is written, also within the cool-down', () => {
  const { record, decided, events } = setUp();
  record(decided(verdict('different')));
  record(decided(verdict('different')));
  record(decided(verdict('spoof', null)));
  expect(events().map(({ outcome }) => outcome)).toEqual(['spoof', 'unknown', 'unknown']);
});

it('a verification that confirmed somebody counts as the visit for identification too', () => {
  const { record, decided, store, ann, clock } = setUp();
  record(decided(verdict('same')));
  expect(store.events.lastKnownAt(ann.id)).toBe(clock.time);
});

it('an attempt in which nothing was compared is no event', () => {
  const { record, decided, events } = setUp();
  expect(record(decided(verdict('again', null)))).toBeNull();
  expect(events()).toEqual([]);
});

it('no picture is kept where the policy says so', () => {
  const { record, decided, events } = setUp({ keepThumbnails: false });
  record(decided(verdict('same')));
  expect(events()[0]!.thumbnail).toBeNull();
});
