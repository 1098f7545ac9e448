import { randomUUID } from 'node:crypto';
import type { Settings } from '../../../preload/contract/calls/settings';
import type { Verdict, VerifyOutcome } from '../../../preload/contract/calls/verify';
import type { EventReference, EventRow, Outcome } from '../../../preload/contract/shapes';
import type { EventLogPort } from '../checkin/recordDecision';

/** A verdict as it is to be written down. */
export interface DecidedVerification {
  /** One attempt; the same key recorded twice is one event. */
  key: string;
  trackId: number;
  reference: EventReference;
  /** `people.id` of who was claimed; null for a document. */
  personId: string | null;
  verdict: Verdict;
  comparisons: number;
  risk: number;
  quality: number;
}

export interface VerificationLogDeps {
  log: EventLogPort & { lastVerifiedAt(personId: string): number | null };
  settings(): Settings;
  clock: { now(): number; monotonicMs(): number };
  /** Told after the event is on disk, never before. */
  publish(event: EventRow): void;
}

const outcomes: Record<VerifyOutcome, Outcome> = {
  same: 'known',
  different: 'unknown',
  again: 'uncertain',
  spoof: 'spoof',
};

/**
 * Writes a verdict into the log, once an attempt. Somebody confirmed again within the cool-down is the
 * same visit and makes no second event; a face that did not match, or was not live, is written each
 * time. An attempt in which nothing was compared is advice, not an event. Throws Fault DISK.
 */
export function createVerificationLog({ log, settings, clock, publish }: VerificationLogDeps) {
  const sameVisit = (personId: string, now: number): boolean => {
    const last = log.lastVerifiedAt(personId);
    // A clock set back must not swallow a visit: an event from the future does not count.
    return last !== null && last <= now && now - last < settings().cooldownSeconds * 1000;
  };
  return (decided: DecidedVerification): EventRow | null => {
    const { key, trackId, reference, personId, verdict, comparisons, risk, quality } = decided;
    const now = clock.now();
    if (verdict.outcome === 'again' && verdict.similarity === null) return null;
    if (verdict.outcome === 'same' && personId && sameVisit(personId, now)) return null;
    const { stationName, keepThumbnails } = settings();
    const { event, duplicate } = log.record({
      id: randomUUID(),
      idempotencyKey: `verify:${key}`,
      kind: 'verification',
      reference,
      at: now,
      monotonicMs: clock.monotonicMs(),
      station: stationName,
      trackId,
      outcome: outcomes[verdict.outcome],
      personId,
      similarity: verdict.similarity,
      secondBest: null,
      threshold: verdict.threshold,
      thresholdMode: 'auto',
      risk,
      gallerySize: comparisons,
      liveness: verdict.liveness,
      quality,
      frames: verdict.frames,
      thumbnail: keepThumbnails ? verdict.face : null,
    });
    if (duplicate) return null;
    publish(event);
    return event;
  };
}
