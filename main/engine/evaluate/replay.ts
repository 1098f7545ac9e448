import type { FaceView } from '../../../preload/contract/frames';
import type { Pipeline } from '../pipeline';
import type { RgbaImage } from '../vision/types';

/** A change of what was said about a track. */
export interface Turn {
  /** Milliseconds of the clip. */
  atMs: number;
  outcome: FaceView['outcome'];
  reason: FaceView['reason'];
  personId: string | null;
  similarity: number | null;
  secondBest: number | null;
  liveness: number | null;
  evidence: number;
}

export interface ReplayedTrack {
  trackId: number;
  firstAtMs: number;
  lastAtMs: number;
  frames: number;
  /** Mean width of the face box, pixels. */
  faceWidthPx: number;
  turns: Turn[];
  /** What was said last that was an answer, or `pending`. */
  outcome: FaceView['outcome'];
  personId: string | null;
  /** Similarity over the frames that had one: lowest, mean, highest. */
  similarity: { min: number; mean: number; max: number } | null;
  decidedAfterMs: number | null;
  /** Times the track went from one name to another. Anything but 0 is a fault. */
  nameFlips: number;
}

export interface Replay {
  frames: number;
  threshold: number | null;
  tracks: ReplayedTrack[];
}

/**
 * Plays a clip through the pipeline at `fps` and writes down, track by track, what was said, when it
 * changed, and on what evidence. Throws Fault IMAGE_*, MODEL_*.
 */
export async function replay(
  pipeline: Pipeline,
  frames: AsyncIterable<RgbaImage>,
  { fps, checkpoint }: { fps: number; checkpoint: () => void },
): Promise<Replay> {
  const tracks = new Map<number, Recording>();
  let count = 0;
  let threshold: number | null = null;
  for await (const image of frames) {
    checkpoint();
    const atMs = (count * 1000) / fps;
    const result = await pipeline.process({ ...image, seq: count, capturedAt: atMs });
    threshold = result.threshold;
    for (const face of result.faces) {
      const track = tracks.get(face.trackId) ?? new Recording(face.trackId, atMs);
      tracks.set(face.trackId, track);
      track.add(face, atMs);
    }
    count++;
  }
  return { frames: count, threshold, tracks: [...tracks.values()].map((track) => track.report()) };
}

class Recording {
  private readonly turns: Turn[] = [];
  private readonly similarities: number[] = [];
  private frames = 0;
  private widths = 0;
  private lastAtMs: number;
  private decidedAfterMs: number | null = null;

  constructor(
    private readonly trackId: number,
    private readonly firstAtMs: number,
  ) {
    this.lastAtMs = firstAtMs;
  }

  add(face: FaceView, atMs: number): void {
    const { outcome, reason, similarity, secondBest, liveness, evidence } = face;
    const personId = face.person?.personId ?? null;
    this.frames++;
    this.widths += face.box[2];
    this.lastAtMs = atMs;
    this.decidedAfterMs ??= face.decidedAfterMs;
    if (similarity !== null) this.similarities.push(similarity);
    const last = this.turns.at(-1);
    if (last?.outcome === outcome && last.reason === reason && last.personId === personId) return;
    this.turns.push({
      atMs,
      outcome,
      reason,
      personId,
      similarity,
      secondBest,
      liveness,
      evidence,
    });
  }

  report(): ReplayedTrack {
    const { trackId, firstAtMs, lastAtMs, frames, turns, decidedAfterMs, similarities } = this;
    const answer = turns.findLast(({ outcome }) => outcome !== 'pending');
    const names = turns.flatMap(({ personId }) => (personId === null ? [] : [personId]));
    const sum = similarities.reduce((total, s) => total + s, 0);
    return {
      trackId,
      firstAtMs,
      lastAtMs,
      frames,
      faceWidthPx: this.widths / frames,
      turns,
      outcome: answer?.outcome ?? 'pending',
      personId: answer?.personId ?? null,
      similarity:
        similarities.length === 0
          ? null
          : {
              min: Math.min(...similarities),
              mean: sum / similarities.length,
              max: Math.max(...similarities),
            },
      decidedAfterMs,
      nameFlips: names.filter((name, i) => i > 0 && name !== names[i - 1]).length,
    };
  }
}
