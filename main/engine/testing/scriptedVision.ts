import { quality } from '../store/testing/fixtures';
import type { Detection, FivePoints, Vision } from '../vision/types';

/** A face in a scripted frame. */
export interface Actor {
  /** Left edge of its box; a different place is a different track. */
  x: number;
  /** Width of its box, pixels. */
  width?: number;
  /** Unit vector that the embedder gives. */
  vector: Float32Array;
  /** Probability of live; 0.99 unless told. */
  live?: number;
}

const POINTS: FivePoints = [
  [0, 0],
  [1, 0],
  [0.5, 0.5],
  [0, 1],
  [1, 1],
];

/**
 * A vision that sees what the script says: frame number `seq` (the first pixel's place in `script`)
 * shows those actors. `calls` counts what was asked of the networks.
 */
export function scriptedVision(script: readonly (readonly Actor[])[]) {
  const calls = { embed: 0, liveness: 0 };
  let now: readonly Actor[] = [];
  const actorAt = (x: number) => {
    const actor = now.find((each) => each.x === x);
    if (!actor) throw new Error(`nobody stands at ${x}`);
    return actor;
  };
  const vision = {
    processing: 'scripted',
    captureScore: 0.8,
    detect: (image): Promise<Detection[]> => {
      now = script[image.data[0] ?? 0] ?? [];
      return Promise.resolve(
        now.map(({ x, width = 120 }) => ({ box: [x, 50, width, width * 1.25], score: 0.95 })),
      );
    },
    landmarks: () => Promise.resolve({ all: [], five: POINTS }),
    align: (_, { box }) => ({ size: box[0], data: new Uint8ClampedArray(4) }),
    embed: ([crop]) => {
      calls.embed++;
      return Promise.resolve([{ vector: actorAt(crop?.size ?? -1).vector, norm: 3.6 }]);
    },
    liveness: (_, [x]) => {
      calls.liveness++;
      // The tracker may hand on a smoothed box: the nearest actor is meant.
      const nearest = [...now].sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0];
      return Promise.resolve(nearest?.live ?? 0.99);
    },
    mesh: () => Promise.resolve({ face: 1, points: [] }),
    isFace: () => true,
    quality: () => ({ ...quality(), recognisability: null }),
    recognised: (measured) => ({ ...measured, recognisability: 80 }),
  } satisfies Partial<Vision>;
  return {
    vision: vision as unknown as Vision, // the rest is not asked for by a pipeline
    calls,
    /** Frame `seq` at `fps` frames a second, as the pipeline takes it. */
    frame: (seq: number, fps = 30) => ({
      seq,
      capturedAt: (seq * 1000) / fps,
      width: 640,
      height: 480,
      data: Uint8Array.of(seq, 0, 0, 255),
    }),
  };
}

/** A unit vector at these cosines to the first axes; the rest goes to an axis of its own. */
export function at(...cosines: number[]): Float32Array {
  const vector = new Float32Array(8);
  vector.set(cosines);
  const rest = 1 - cosines.reduce((sum, c) => sum + c * c, 0);
  vector[7] = Math.sqrt(Math.max(0, rest));
  return vector;
}
