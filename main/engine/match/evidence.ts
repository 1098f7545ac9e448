import type { Evidence } from './decide';
import { fuse, type Probe } from './fuse';
import type { Hit } from './gallery';

/** Probes kept a track: the newest; a second or so of face. */
const PROBES = 10;
/** Liveness looks kept a track. */
const LOOKS = 15;

export interface TrackEvidence {
  /** Adds one embedded frame. `weight` is positive, from quality. */
  addProbe(probe: Probe, at: number): void;
  addLiveness(live: number, at: number): void;
  /** Searches again when the gallery has changed since the last search. */
  refresh(): void;
  /** The evidence as `decide` wants it. */
  read(): Pick<Evidence, 'hits' | 'votes' | 'frames' | 'liveness'>;
  /** Fused unit vector, or null before the first probe. */
  vector(): Float32Array | null;
  lastProbeAt: number;
  lastLivenessAt: number;
  livenessFrames: number;
  frames: number;
}

export interface SearchPort {
  search(vector: Float32Array): readonly Hit[];
  /** Rises whenever a template comes or goes. */
  version(): number;
}

/** Collects what the frames of one track say. */
export function createEvidence(gallery: SearchPort): TrackEvidence {
  const probes: Probe[] = [];
  const looks: number[] = [];
  let votes: string[] = [];
  let hits: readonly Hit[] = [];
  let fused: Float32Array | null = null;
  let version = gallery.version();

  const vote = (vector: Float32Array) => gallery.search(vector)[0]?.personId ?? '';
  const searchFused = () => {
    fused = fuse(probes);
    hits = gallery.search(fused);
  };

  return {
    lastProbeAt: -Infinity,
    lastLivenessAt: -Infinity,
    livenessFrames: 0,
    frames: 0,
    addProbe(probe, at) {
      this.refresh();
      probes.push(probe);
      votes.push(vote(probe.vector));
      if (probes.length > PROBES) {
        probes.shift();
        votes.shift();
      }
      searchFused();
      this.frames++;
      this.lastProbeAt = at;
    },
    addLiveness(live, at) {
      looks.push(live);
      if (looks.length > LOOKS) looks.shift();
      this.livenessFrames++;
      this.lastLivenessAt = at;
    },
    refresh() {
      if (version === gallery.version()) return;
      version = gallery.version();
      if (probes.length === 0) return;
      votes = probes.map((probe) => vote(probe.vector));
      searchFused();
    },
    read() {
      const mean = looks.reduce((sum, p) => sum + p, 0) / Math.max(1, looks.length);
      return {
        hits,
        votes,
        frames: this.frames,
        liveness: looks.length > 0 ? { mean, frames: this.livenessFrames } : null,
      };
    },
    vector: () => fused,
  };
}
