/** A face in view, as attention sees it. */
export interface Present {
  trackId: number;
  /** Width of the face box, pixels: what stands for nearness. */
  width: number;
}

/** Somebody else is nearer once their face is this many times as wide ... */
const NEARER = 1.2;
/** ... for this long: two people side by side do not take turns by the frame. */
const FOR_MS = 400;

/**
 * Whom a station that serves one at a time attends to: the nearest, and then that one until they
 * leave or somebody else has stood clearly nearer for a moment. Without that, a passer-by behind the
 * one who is being checked in would be checked in too. Times are the frame clock's milliseconds.
 */
export function createAttention() {
  let attended: number | null = null;
  let rival: { trackId: number; since: number } | null = null;

  return {
    /** The track that is attended to among those in view; null in an empty picture. */
    choose(faces: readonly Present[], now: number): number | null {
      const nearest = faces.reduce<Present | null>(
        (best, face) => (best === null || face.width > best.width ? face : best),
        null,
      );
      const current = faces.find(({ trackId }) => trackId === attended);
      if (nearest === null || current === undefined) {
        rival = null;
        attended = nearest?.trackId ?? null;
        return attended;
      }
      if (nearest === current || nearest.width < NEARER * current.width) {
        rival = null;
        return attended;
      }
      if (rival?.trackId !== nearest.trackId) rival = { trackId: nearest.trackId, since: now };
      if (now - rival.since >= FOR_MS) {
        attended = nearest.trackId;
        rival = null;
      }
      return attended;
    },
  };
}
