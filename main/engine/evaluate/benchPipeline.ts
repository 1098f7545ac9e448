import { Settings } from '../../../preload/contract/calls/settings';
import type { FrameResult } from '../../../preload/contract/frames';
import { Gallery } from '../match/gallery';
import { normalise } from '../match/fuse';
import type { LoadedModel, RgbaImage, Vision } from '../vision/types';
import { timing, type Timing } from './benchSearch';
import { createObserver } from './observer';
import { seeded } from './random';

type Role = LoadedModel['role'];
type Stage = keyof FrameResult['timing'];

/** Model runs as they happen; given to createVision as `onRun`. */
export class RunClock {
  readonly runs: Record<Role, number[]> = {
    detector: [],
    landmarks: [],
    embedder: [],
    liveness: [],
    mesh: [],
  };
  readonly onRun = (role: Role, ms: number) => void this.runs[role].push(ms);

  reset(): void {
    for (const list of Object.values(this.runs)) list.length = 0;
  }

  get totalMs(): number {
    return Object.values(this.runs)
      .flat()
      .reduce((sum, ms) => sum + ms, 0);
  }
}

export interface PipelineBenchReport {
  frames: number;
  width: number;
  height: number;
  gallerySize: number;
  /** Each stage of a frame with our own code around the model; decoding is the clip's, not a stage. */
  stages: Record<Stage, Timing>;
  decode: Timing;
  /** The networks alone. */
  models: Record<Role, Timing & { runs: number }>;
  totalMs: number;
  modelMs: number;
  /** (total - model) / model. */
  overheadRatio: number;
  /** Frames a second if nothing else were done. */
  fps: number;
  /** From a face's first usable frame to its decision, in the clip's own time; one per track. */
  decisionMs: number[];
}

const STAGES = ['detect', 'landmarks', 'liveness', 'embed', 'search', 'total'] as const;
/** Frames that warm up caches and the compiler: a second of the clip, of a station's many hours. */
export const WARM_UP = 30;

/** A gallery of `size` people with random faces: nobody in the clip is known, all of it is searched. */
function strangers(size: number, dimension: number): Gallery {
  const random = seeded(7);
  const gallery = new Gallery(dimension);
  for (let row = 0; row < size; row++) {
    const vector = normalise(Float32Array.from({ length: dimension }, () => random() - 0.5));
    gallery.add({ templateId: `${row}`, personId: `${row}`, vector });
  }
  return gallery;
}

/**
 * Runs the station's own pipeline over a clip, frame after frame as if `fps` of them came a second,
 * and tells its time from the networks'. Nothing is recorded. Throws Fault IMAGE_*, MODEL_*.
 */
export async function benchPipeline(
  frames: AsyncIterable<RgbaImage>,
  {
    vision,
    clock,
    gallerySize,
    fps,
  }: { vision: Vision; clock: RunClock; gallerySize: number; fps: number },
  checkpoint: () => void,
): Promise<PipelineBenchReport> {
  const gallery = strangers(gallerySize, vision.dimension);
  const pipeline = createObserver({
    vision,
    gallery,
    settings: Settings.parse({}),
    threshold: Settings.parse({}).threshold,
    label: () => null,
  });
  const stages: Record<Stage, number[]> = {
    detect: [],
    landmarks: [],
    liveness: [],
    embed: [],
    search: [],
    total: [],
  };
  const decode: number[] = [];
  const decided = new Map<number, number>();
  let [width, height] = [0, 0];
  let seq = 0;
  let decodeStart = performance.now();
  for await (const image of frames) {
    checkpoint();
    if (seq >= WARM_UP) decode.push(performance.now() - decodeStart);
    else clock.reset();
    ({ width, height } = image);
    const result = await pipeline.process({ ...image, seq, capturedAt: (seq * 1000) / fps });
    if (seq >= WARM_UP) for (const stage of STAGES) stages[stage].push(result.timing[stage]);
    for (const { trackId, decidedAfterMs } of result.faces) {
      if (decidedAfterMs !== null) decided.set(trackId, decidedAfterMs);
    }
    if (seq === WARM_UP - 1) clock.reset();
    seq++;
    decodeStart = performance.now();
  }
  const totalMs = stages.total.reduce((sum, ms) => sum + ms, 0);
  const { runs, totalMs: modelMs } = clock;
  const of = (role: Role) => ({ ...timing(runs[role]), runs: runs[role].length });
  return {
    frames: stages.total.length,
    width,
    height,
    gallerySize,
    stages: {
      detect: timing(stages.detect),
      landmarks: timing(stages.landmarks),
      liveness: timing(stages.liveness),
      embed: timing(stages.embed),
      search: timing(stages.search),
      total: timing(stages.total),
    },
    decode: timing(decode),
    models: {
      detector: of('detector'),
      landmarks: of('landmarks'),
      embedder: of('embedder'),
      liveness: of('liveness'),
      mesh: of('mesh'),
    },
    totalMs,
    modelMs,
    overheadRatio: (totalMs - modelMs) / modelMs,
    fps: (1000 * stages.total.length) / totalMs,
    decisionMs: [...decided.values()],
  };
}
