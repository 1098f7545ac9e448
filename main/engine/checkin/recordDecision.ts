import { randomUUID } from 'node:crypto';
import type { Settings } from '../../../preload/contract/calls/settings';
import type {
  EventKind,
  EventReference,
  EventRow,
  Outcome,
} from '../../../preload/contract/shapes';
import { cosine } from '../match/fuse';

/** A track's decision, as it is to be written down. */
export interface DecidedTrack {
  trackId: number;
  outcome: Outcome;
  /** `people.id`; for a spoof whom the face resembles, if anyone. */
  personId: string | null;
  /** Fused embedding of the track, to know the same stranger again. */
  vector: Float32Array | null;
  similarity: number | null;
  secondBest: number | null;
  threshold: number;
  gallerySize: number;
  liveness: number | null;
  quality: number;
  frames: number;
  /** JPEG of the aligned crop; null when policy keeps no pictures. */
  thumbnail: Uint8Array | null;
}

export interface NewEvent extends Omit<DecidedTrack, 'vector'> {
  id: string;
  /** The same key recorded twice is one event. */
  idempotencyKey: string;
  kind: EventKind;
  reference: EventReference | null;
  at: number;
  monotonicMs: number;
  station: string;
  thresholdMode: 'auto' | 'fixed';
  risk: number;
}

export interface EventLogPort {
  /** Returns once the event is on disk; the first event when the key was there already. */
  record(event: NewEvent): { event: EventRow; duplicate: boolean };
  /** Wall-clock time of the person's last `known` event, or null. */
  lastKnownAt(personId: string): number | null;
}

export interface RecorderDeps {
  log: EventLogPort;
  settings(): Settings;
  clock: { now(): number; monotonicMs(): number };
  /** Told after the event is on disk, never before. */
  publish(event: EventRow): void;
}

/** A stranger who resembles one seen this recently is the same visit. */
const SAME_STRANGER = 0.5;
const STRANGERS_KEPT = 64;

/**
 * One event a visit: once per track and outcome, and for the same person (or the same stranger's
 * face) not again within the cool-down. What was recorded before a restart counts, since the last
 * event is asked of the log and not of memory.
 */
export function createRecorder({ log, settings, clock, publish }: RecorderDeps) {
  const run = randomUUID();
  const done = new Map<number, Set<string>>();
  let strangers: { vector: Float32Array; outcome: Outcome; at: number }[] = [];

  const recently = (at: number, now: number) =>
    // A clock set back must not swallow a visit: an event from the future does not count.
    at <= now && now - at < settings().cooldownSeconds * 1000;

  const seenBefore = (track: DecidedTrack, now: number): boolean => {
    if (track.outcome === 'known' && track.personId) {
      const last = log.lastKnownAt(track.personId);
      return last !== null && recently(last, now);
    }
    const { vector } = track;
    if (!vector) return false;
    strangers = strangers.filter((s) => recently(s.at, now)).slice(-STRANGERS_KEPT);
    return strangers.some(
      (s) => s.outcome === track.outcome && cosine(s.vector, vector) >= SAME_STRANGER,
    );
  };

  const key = (outcome: Outcome, personId: string | null) => `${outcome}:${personId ?? ''}`;

  return {
    /** Whether this was not yet said of the track; asked before a picture is encoded for it. */
    isNew(trackId: number, outcome: Outcome, personId: string | null): boolean {
      return !done.get(trackId)?.has(key(outcome, personId));
    },
    /** Records the decision if it is a new one; returns the event or null. Throws Fault DISK. */
    consider(track: DecidedTrack): EventRow | null {
      if (!this.isNew(track.trackId, track.outcome, track.personId)) return null;
      const what = key(track.outcome, track.personId);
      const recorded = done.get(track.trackId) ?? new Set();
      const now = clock.now();
      if (!seenBefore(track, now)) {
        const { vector, ...rest } = track;
        const { stationName, thresholdMode, risk } = settings();
        const { event, duplicate } = log.record({
          ...rest,
          id: randomUUID(),
          idempotencyKey: `${run}:${track.trackId}:${what}`,
          kind: 'identification',
          reference: null,
          at: now,
          monotonicMs: clock.monotonicMs(),
          station: stationName,
          thresholdMode,
          risk,
        });
        // Marked only now: a write that failed is tried again on the next frame.
        done.set(track.trackId, recorded.add(what));
        if (vector && track.outcome !== 'known') {
          strangers.push({ vector, outcome: track.outcome, at: now });
        }
        if (duplicate) return null;
        publish(event);
        return event;
      }
      done.set(track.trackId, recorded.add(what));
      return null;
    },
    forget(trackId: number) {
      done.delete(trackId);
    },
  };
}

export type Recorder = ReturnType<typeof createRecorder>;
