/** One closing and opening of the eyes; times of the frame clock, milliseconds. */
export interface Blink {
  /** First frame with closed eyes, and first with open ones after it. */
  closedAt: number;
  openedAt: number;
  /** How far they closed: the lowest openness, as a share of what is open for this person. */
  depth: number;
}

export interface BlinkOptions {
  /** Shut under this share of the person's own open eyes, open again over the other. */
  closedShare: number;
  openShare: number;
  /** Longer than this the eyes are closed, not blinking. */
  maxMs: number;
  /** Frames over which "open" is learnt, and how many of them are needed first. */
  history: number;
  needed: number;
}

/**
 * A blink lasts 100 to 400 ms. Openness of open eyes differs between people by more than a lid
 * closes, but for one person varies by about 5 % (one standard deviation) from frame to frame: a
 * fall by a quarter of the person's own median is five of them.
 */
const DEFAULTS: BlinkOptions = {
  closedShare: 0.75,
  openShare: 0.85,
  maxMs: 800,
  history: 30,
  needed: 5,
};

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Finds blinks (open, closed, open again) in a series of one person's eye openness. Pure but for its
 * own memory: the same series gives the same blinks. "Open" is the median of the last frames that
 * were not closed, so it is learnt within `needed` frames and follows the person.
 */
export function createBlinkDetector(options: Partial<BlinkOptions> = {}) {
  const { closedShare, openShare, maxMs, history, needed } = { ...DEFAULTS, ...options };
  const open: number[] = [];
  let shut: { at: number; lowest: number } | null = null;

  const learn = (openness: number) => {
    open.push(openness);
    if (open.length > history) open.shift();
  };

  return {
    /** Whether the eyes are shut now, for this person. False until "open" is known. */
    get closed(): boolean {
      return shut !== null;
    },
    /** Takes the next frame, `at` milliseconds; returns the blink that ends with it, or null. */
    add(openness: number, at: number): Blink | null {
      if (open.length < needed) {
        learn(openness);
        return null;
      }
      const level = median(open);
      if (shut === null) {
        if (openness < closedShare * level) {
          shut = { at, lowest: openness };
          return null;
        }
        // Far wider than what passed for open: that was not open, and is forgotten.
        if (openness * closedShare > level) open.length = 0;
        learn(openness);
        return null;
      }
      if (at - shut.at > maxMs) {
        // Not a blink: eyes that stay narrow, or another person. What is open is learnt anew.
        shut = null;
        open.length = 0;
        learn(openness);
        return null;
      }
      shut.lowest = Math.min(shut.lowest, openness);
      if (openness < openShare * level) return null;
      const blink = {
        closedAt: shut.at,
        openedAt: at,
        depth: level === 0 ? 0 : shut.lowest / level,
      };
      shut = null;
      learn(openness);
      return blink;
    },
  };
}
