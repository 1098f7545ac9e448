import type { Box, Detection } from './types';
import { iou } from './geometry';

export interface Track {
  id: number;
  box: Box;
  detection: Detection;
  /** Milliseconds of the frame clock. */
  firstSeenAt: number;
  lastSeenAt: number;
  /** Frames it was detected in. */
  hits: number;
}

export interface TrackerOptions {
  /** A detection belongs to a track whose predicted box it overlaps at least this much. */
  minIou: number;
  /** A face may be gone this long (a blink of the detector, a hand) and keep its identity. */
  keepMs: number;
}

interface Tracked extends Track {
  /** Box centre's speed, pixels a millisecond, smoothed. */
  vx: number;
  vy: number;
}

/**
 * Gives faces an identity from frame to frame: greedy assignment by overlap with each track's box,
 * moved on by its speed (after SORT, Bewley et al. 2016, with a constant-velocity mean in place of
 * the Kalman filter: a face at a door is large and seen often). Boxes are matched best overlap
 * first, so two people who pass each other keep their numbers.
 */
export function createTracker(options: TrackerOptions = { minIou: 0.25, keepMs: 700 }) {
  let tracks: Tracked[] = [];
  let nextId = 1;

  const predict = (track: Tracked, at: number): Box => {
    const [x, y, w, h] = track.box;
    const dt = at - track.lastSeenAt;
    return [x + track.vx * dt, y + track.vy * dt, w, h];
  };

  return {
    /**
     * Takes the detections of the frame at `at` (milliseconds, not before the last call's) and
     * returns the tracks seen in it, plus the ids of those given up.
     */
    update(detections: readonly Detection[], at: number): { seen: Track[]; ended: number[] } {
      // Who was gone too long is gone, also when no frame came meanwhile: whoever stands there now
      // must not inherit a name.
      const expired = tracks.filter((t) => at - t.lastSeenAt > options.keepMs);
      tracks = tracks.filter((t) => !expired.includes(t));
      const pairs = tracks.flatMap((track) => {
        const predicted = predict(track, at);
        return detections.map((detection) => ({
          track,
          detection,
          overlap: Math.max(iou(predicted, detection.box), iou(track.box, detection.box)),
        }));
      });
      pairs.sort((a, b) => b.overlap - a.overlap);
      const taken = new Map<Detection, Tracked>();
      const matched = new Set<Tracked>();
      for (const { track, detection, overlap } of pairs) {
        if (overlap < options.minIou) break;
        if (taken.has(detection) || matched.has(track)) continue;
        taken.set(detection, track);
        matched.add(track);
      }
      const seen = detections.map((detection) => {
        const track = taken.get(detection);
        if (!track) return begin(detection, at);
        advance(track, detection, at);
        return track;
      });
      tracks = [...tracks.filter((t) => !matched.has(t)), ...seen];
      return { seen, ended: expired.map((t) => t.id) };
    },
    /** The face of this track turned out to be another one's: it goes on under a new number. */
    renumber(track: Track): void {
      track.id = nextId++;
    },
  };

  function begin(detection: Detection, at: number): Tracked {
    const track = { box: detection.box, detection, firstSeenAt: at, lastSeenAt: at, hits: 1 };
    return { id: nextId++, vx: 0, vy: 0, ...track };
  }
}

function advance(track: Tracked, detection: Detection, at: number): void {
  const dt = Math.max(1, at - track.lastSeenAt);
  const [x0, y0, w0, h0] = track.box;
  const [x1, y1, w1, h1] = detection.box;
  const smooth = (old: number, now: number) => 0.6 * old + 0.4 * now;
  track.vx = smooth(track.vx, (x1 + w1 / 2 - x0 - w0 / 2) / dt);
  track.vy = smooth(track.vy, (y1 + h1 / 2 - y0 - h0 / 2) / dt);
  Object.assign(track, { box: detection.box, detection, lastSeenAt: at, hits: track.hits + 1 });
}
