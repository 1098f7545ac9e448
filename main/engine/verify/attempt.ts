import { cosine, fuse, type Probe } from '../match/fuse';
import type { AlignedCrop } from '../vision/types';
import { FRAMES, type VerifyEvidence } from './judge';

/** An embedded frame of the face that is verified. */
export interface Sample extends Probe {
  crop: AlignedCrop;
  /** Unified quality, 0-100. */
  quality: number;
  /** Frame clock, milliseconds. */
  at: number;
}

/** Between two samples at least this long: frames of one instant would be one frame. */
const APART_MS = 80;

/** What is known of the one face in view, from one attempt's frames. */
export function createAttempt(sameFaceThreshold: () => number) {
  let track: number | null = null;
  let samples: Sample[] = [];
  let looks: number[] = [];

  return {
    /** Another track is another face: what was gathered of the one before does not count. */
    follow(trackId: number): void {
      if (track === trackId) return;
      track = trackId;
      samples = [];
      looks = [];
    },
    get track(): number | null {
      return track;
    },
    wantsSample: (at: number): boolean =>
      samples.length < FRAMES && at - (samples.at(-1)?.at ?? -Infinity) >= APART_MS,
    /** A face that is not that of the samples before begins anew: somebody took the place. */
    addSample(sample: Sample): void {
      const before = samples.length > 0 ? fuse(samples) : null;
      if (before && cosine(before, sample.vector) < sameFaceThreshold()) {
        samples = [];
        looks = [];
      }
      samples.push(sample);
    },
    addLook: (live: number): void => void looks.push(live),
    looks: (): number => looks.length,
    best: (): Sample | null =>
      samples.reduce<Sample | null>(
        (best, sample) => (best === null || sample.quality > best.quality ? sample : best),
        null,
      ),
    /** `similarity` says how near a unit vector is to the reference. */
    read(similarity: (vector: Float32Array) => number): VerifyEvidence {
      const mean = looks.reduce((sum, live) => sum + live, 0) / Math.max(1, looks.length);
      return {
        similarity: samples.length > 0 ? similarity(fuse(samples)) : null,
        frames: samples.map(({ vector }) => similarity(vector)),
        liveness: looks.length > 0 ? { mean, frames: looks.length } : null,
      };
    },
  };
}

export type Attempt = ReturnType<typeof createAttempt>;
