import type { Settings } from '../../preload/contract/calls/settings';
import type { FaceView, FrameResult } from '../../preload/contract/frames';
import type { Quality } from '../../preload/contract/shapes';
import type { Recorder } from './checkin/recordDecision';
import { createViewCapture } from './enrol/captureView';
import type { Enrolment } from './enrol/enrolment';
import { createAttention } from './match/attention';
import {
  decide,
  LIVENESS_FRAMES,
  type Decision,
  type DecisionRules,
  type Evidence,
} from './match/decide';
import type { SearchPort } from './match/evidence';
import {
  compareWithTrack,
  createTrackState,
  insists,
  noteReason,
  noteTie,
  type TrackState,
} from './match/trackState';
import { faceView, neediest, place, type Placed, type Sighting } from './sighting';
import { createFaceGate } from './vision/faceGate';
import { createFarFaces } from './vision/farFaces';
import { gate, liveGate } from './vision/gate';
import { createTracker, type Track } from './vision/track';
import type { Verification } from './verify/verification';
import { createFrameVerifier } from './verify/verifyFrame';
import type { Detection, RgbaImage, Vision } from './vision/types';

export interface Frame extends RgbaImage {
  seq: number;
  /** Milliseconds since the epoch. */
  capturedAt: number;
}

export interface PipelineDeps {
  vision: Vision;
  gallery: SearchPort & { readonly size: number };
  settings(): Settings;
  threshold(): number;
  /** Similarity at which the evidence is overwhelming; null: never. */
  certain(): number | null;
  /** The similarity that a person's name needs; over the threshold for somebody with a look-alike. */
  bar?: (personId: string) => number;
  label(personId: string): { id: string; personId: string; name: string } | null;
  encodeJpeg(crop: ReturnType<Vision['align']>): Promise<Uint8Array>;
  enrolment: Enrolment;
  /** null where nobody is verified. */
  verification: Verification | null;
  recorder: Recorder;
  /** Told every decision with what it was made of: for the replay of a clip. */
  judged?: (step: JudgedStep) => void;
}

/** One track at one frame: what was known, by which rules it was judged, and what came of it. */
export interface JudgedStep {
  trackId: number;
  at: number;
  evidence: Evidence;
  rules: DecisionRules;
  decision: Decision;
}

/** Quality costs about half of what our own code takes around the networks on a frame. */
const REMEASURE_MS = 150;
/** More faces than this in one frame wait their turn; the nearest come first. */
const MAX_FACES = 8;

/**
 * What happens to a frame: detect > track > landmarks > quality > gate > liveness > align > embed >
 * search > decide > record. Detection and landmarks run on every frame; the embedder and the
 * liveness net run once a frame at most, for the track that needs it most.
 */
export function createPipeline(deps: PipelineDeps) {
  const { vision, enrolment, verification, recorder } = deps;
  const tracker = createTracker();
  const withFarFaces = createFarFaces((part) => vision.detect(part, vision.captureScore));
  const faces = new Map<number, TrackState>();
  const attention = createAttention();
  const isFace = createFaceGate(vision);
  const minFacePx = () => deps.settings().minFacePx;
  const captureView = createViewCapture({ ...deps, minFacePx, embed });
  const verifyFrame =
    verification &&
    createFrameVerifier({
      verification,
      minFacePx,
      liveness: (frame, box) => vision.liveness(frame, box),
      embed,
    });

  return {
    async process(frame: Frame): Promise<FrameResult> {
      const timing = { detect: 0, landmarks: 0, liveness: 0, embed: 0, search: 0, total: 0 };
      const timed = async <T>(
        stage: keyof typeof timing,
        work: () => T | Promise<T>,
      ): Promise<T> => {
        const start = performance.now();
        try {
          return await work();
        } finally {
          timing[stage] += performance.now() - start;
        }
      };
      const views = await timed('total', async () => {
        const detections = await timed('detect', () => find(frame));
        const { seen, ended } = tracker.update(detections.slice(0, MAX_FACES), frame.capturedAt);
        for (const id of ended) {
          faces.delete(id);
          recorder.forget(id);
        }
        const sightings = await timed('landmarks', () => look(frame, seen));
        if (enrolment.active()) {
          await timed('embed', () => captureView(frame, sightings));
          return sightings.map((s) => view(s));
        }
        if (verifyFrame && verification.active()) {
          await timed('embed', () => verifyFrame(frame, sightings));
          return sightings.map((s) => view(s));
        }
        const served = attended(frame, sightings);
        await timed('liveness', () => judgeLiveness(frame, served));
        await timed('embed', () => embedOne(frame, served));
        return timed('search', () =>
          Promise.all(sightings.map((s) => conclude(frame, s, served.includes(s)))),
        );
      });
      const { seq, capturedAt, width, height } = frame;
      return { seq, capturedAt, width, height, faces: views, threshold: deps.threshold(), timing };
    },
  };

  /** Everybody in view, or at a station that serves one at a time the one it serves. */
  function attended(frame: Frame, sightings: Sighting[]): Sighting[] {
    if (deps.settings().facePolicy === 'all') return sightings;
    const present = sightings.map(({ track }) => ({ trackId: track.id, width: track.box[2] }));
    const chosen = attention.choose(present, frame.capturedAt);
    return sightings.filter(({ track }) => track.id === chosen);
  }

  function view(sighting: Sighting, decision: Decision | null = null): FaceView {
    return faceView(sighting, decision, deps.label);
  }

  async function find(frame: Frame): Promise<Detection[]> {
    const found = await vision.detect(frame);
    return deps.settings().farFaces ? withFarFaces(frame, found) : found;
  }

  async function look(frame: Frame, tracks: Track[]): Promise<Sighting[]> {
    const sightings: Sighting[] = [];
    for (const track of tracks) {
      const landmarks = await vision.landmarks(frame, track.detection);
      const face = faces.get(track.id) ?? createTrackState(deps.gallery);
      if (frame.capturedAt >= face.measureAt || !face.quality || enrolment.active()) {
        face.quality = vision.quality(frame, track.box, landmarks);
        const settled = face.decidedAfterMs !== null && face.strikes === 0;
        face.measureAt = frame.capturedAt + (settled ? REMEASURE_MS : 0);
      }
      const { quality } = face;
      const reason = gate(track.box, quality, liveLimits());
      if (reason === null) face.firstUsableAt ??= frame.capturedAt;
      noteReason(face, reason, frame.capturedAt);
      faces.set(track.id, face);
      sightings.push({ track, face, landmarks, quality, reason });
    }
    return sightings;
  }

  async function judgeLiveness(frame: Frame, sightings: Sighting[]): Promise<void> {
    if (!deps.settings().liveness) return;
    const next = neediest(
      sightings,
      (s) => s.face.evidence.livenessFrames < LIVENESS_FRAMES,
      (s) => frame.capturedAt - s.face.evidence.lastLivenessAt,
    );
    if (!next) return;
    const live = await vision.liveness(frame, next.track.box);
    next.face.evidence.addLiveness(live, frame.capturedAt);
  }

  async function embedOne(frame: Frame, sightings: Sighting[]): Promise<void> {
    const next = neediest(
      sightings,
      (s) =>
        s.face.evidence.frames < deps.settings().agreement ||
        s.face.strikes > 0 ||
        isPending(s, frame.capturedAt),
      (s) => frame.capturedAt - s.face.evidence.lastProbeAt,
    );
    if (!next) return;
    const { vector, quality } = await embed(frame, next);
    next.quality = quality;
    next.reason = gate(next.track.box, quality, liveLimits());
    if (next.reason) return;
    const verdict = compareWithTrack(next.face, vector);
    if (verdict === 'doubtful') return;
    if (verdict === 'another') startAnew(next);
    next.face.evidence.addProbe({ vector, weight: 1 + quality.unified }, frame.capturedAt);
  }

  /** Another person stands where this track's was: nothing that was known carries over. */
  function startAnew(sighting: Sighting): void {
    faces.delete(sighting.track.id);
    recorder.forget(sighting.track.id);
    tracker.renumber(sighting.track);
    sighting.face = createTrackState(deps.gallery);
    faces.set(sighting.track.id, sighting.face);
  }

  async function embed(frame: RgbaImage, sighting: Placed & { quality: Quality }) {
    const crop = vision.align(frame, place(sighting));
    const [embedding] = await vision.embed([crop]);
    const { vector, norm } = embedding!;
    return { vector, crop, quality: vision.recognised(sighting.quality, norm) };
  }

  function liveLimits() {
    return { ...liveGate, minFacePx: deps.settings().minFacePx };
  }

  async function conclude(frame: Frame, sighting: Sighting, served: boolean): Promise<FaceView> {
    if (!served) return view({ ...sighting, reason: 'WAIT_YOUR_TURN' });
    const { track, face, quality } = sighting;
    face.evidence.refresh();
    const decision = judge(sighting, frame.capturedAt);
    const { outcome } = decision;
    face.established = outcome === 'known' ? decision.personId : null;
    if (outcome === 'pending') return view(sighting, decision);
    const tieLasts = noteTie(face, decision.reason === 'AMBIGUOUS', frame.capturedAt);
    // Somebody too far away is advice, not an event; two people who look alike are one, if it lasts.
    if (outcome === 'uncertain' && !tieLasts) return view(sighting, decision);
    if (face.firstUsableAt !== null) face.decidedAfterMs ??= frame.capturedAt - face.firstUsableAt;
    const kept = recorder.isNew(track.id, outcome, decision.personId);
    if (kept && (outcome !== 'unknown' || (await isFace(frame, track)))) {
      const { liveness, frames } = face.evidence.read();
      const crop = deps.settings().keepThumbnails && vision.align(frame, place(sighting));
      recorder.consider({
        trackId: track.id,
        outcome,
        personId: decision.personId,
        vector: face.evidence.vector(),
        similarity: decision.similarity,
        secondBest: decision.secondBest,
        threshold: deps.threshold(),
        gallerySize: deps.gallery.size,
        liveness: liveness?.mean ?? null,
        quality: quality.unified,
        frames,
        thumbnail: crop ? await deps.encodeJpeg(crop) : null,
      });
    }
    return view(sighting, decision);
  }

  function judge({ track, face, reason }: Sighting, now: number): Decision {
    const { margin, agreement, liveness, livenessThreshold } = deps.settings();
    const evidence = {
      ...face.evidence.read(),
      established: face.established,
      reason,
      insistent: insists(face, now),
    };
    const rules = {
      threshold: deps.threshold(),
      margin,
      agreement,
      certain: deps.certain(),
      bar: deps.bar,
      livenessThreshold: liveness ? livenessThreshold : null,
    };
    const decision = decide(evidence, rules);
    deps.judged?.({ trackId: track.id, at: now, evidence, rules, decision });
    return decision;
  }

  function isPending(sighting: Sighting, now: number): boolean {
    return judge(sighting, now).outcome === 'pending';
  }
}

export type Pipeline = ReturnType<typeof createPipeline>;
