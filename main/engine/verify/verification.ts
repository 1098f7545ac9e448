import { randomUUID } from 'node:crypto';
import type { Settings } from '../../../preload/contract/calls/settings';
import type { Verdict, VerifyState } from '../../../preload/contract/calls/verify';
import { Fault } from '../../../preload/contract/faults';
import type { ReasonCode } from '../../../preload/contract/shapes';
import { LIVENESS_FRAMES } from '../match/decide';
import { cosine } from '../match/fuse';
import type { Gallery } from '../match/gallery';
import type { RiskModel } from '../match/risk';
import type { AlignedCrop } from '../vision/types';
import { createAttempt, type Attempt, type Sample } from './attempt';
import { fmrAt, verifyThreshold } from './comparison';
import type { IdPhotos } from './idPhotos';
import { FRAMES, judge, progressOf } from './judge';
import type { DecidedVerification } from './recordVerification';

export interface VerificationDeps {
  people: {
    byPersonId(personId: string): { id: string; name: string } | null;
    /** The enrolled picture, or null where none is kept. */
    picture(id: string): Uint8Array | null;
  };
  gallery: Pick<Gallery, 'similarityTo' | 'templatesOf'>;
  photos: Pick<IdPhotos, 'pick'>;
  risk(): Pick<RiskModel, 'fpir' | 'thresholdFor'>;
  settings(): Settings;
  /** Threshold of one comparison: the frames of one face must reach it among themselves. */
  sameFaceThreshold(): number;
  encodeJpeg(crop: AlignedCrop): Promise<Uint8Array>;
  record(decided: DecidedVerification): void;
  now(): number;
  changed(state: VerifyState | null): void;
}

interface Session {
  id: string;
  reference: VerifyState['reference'];
  /** Nearness of a live face's unit vector; null once the reference is gone. */
  similarity(vector: Float32Array): number | null;
  templates: number;
  attempt: number;
  evidence: Attempt;
  /** Frame clock since when nothing usable came in. */
  since: number | null;
  guidance: ReasonCode | null;
  verdict: Verdict | null;
  /** Wall clock of the last call or verdict. */
  touchedAt: number;
}

/** Without a usable frame for this long the answer is: look again, and why. */
const PATIENCE_MS = 15_000;
/** Nobody is checked in while a verification is open, so one that was forgotten ends by itself. */
const FORGOTTEN_MS = 2 * 60_000;

/**
 * One verification at a time: the face in view, from several frames, against one person's templates or
 * the photo of an ID. It has its own risk, since it is one comparison; a verdict falls once an attempt.
 */
export function createVerification(deps: VerificationDeps) {
  let session: Session | null = null;

  const current = (id: string): Session => {
    if (!session || session.id !== id) {
      throw new Fault('VERIFY_NO_SESSION', 'no verification with that id is open');
    }
    return session;
  };
  const comparison = ({ templates, attempt }: Session) => ({ templates, attempt, frames: FRAMES });
  const rules = (s: Session) => {
    const { verifyRisk, liveness, livenessThreshold } = deps.settings();
    return {
      threshold: verifyThreshold(deps.risk(), verifyRisk, comparison(s)),
      livenessThreshold: liveness ? livenessThreshold : null,
    };
  };
  const read = (s: Session) => s.evidence.read((vector) => s.similarity(vector) ?? -1);
  const stateOf = (s: Session): VerifyState => ({
    sessionId: s.id,
    reference: s.reference,
    risk: deps.settings().verifyRisk,
    comparisons: s.templates * s.attempt,
    threshold: s.verdict?.threshold ?? rules(s).threshold,
    attempt: s.attempt,
    guidance: s.verdict ? null : s.guidance,
    progress: s.verdict ? 1 : progressOf(read(s), rules(s)),
    verdict: s.verdict,
  });
  const tell = (s: Session): VerifyState => {
    const state = stateOf(s);
    deps.changed(state);
    return state;
  };
  const touch = (s: Session): VerifyState => {
    s.touchedAt = deps.now();
    return tell(s);
  };
  const end = () => {
    session = null;
    deps.changed(null);
  };
  const begin = (reference: Pick<Session, 'reference' | 'similarity' | 'templates'>) => {
    session = {
      ...reference,
      id: randomUUID(),
      attempt: 1,
      evidence: createAttempt(deps.sameFaceThreshold),
      since: null,
      guidance: null,
      verdict: null,
      touchedAt: deps.now(),
    };
    return tell(session);
  };

  return {
    /** Whether frames belong to a verification; also after its verdict, until it is ended. */
    active(): boolean {
      if (session && deps.now() - session.touchedAt > FORGOTTEN_MS) end();
      return session !== null;
    },
    state: (): VerifyState | null => session && stateOf(session),

    startPerson(personId: string): VerifyState {
      const person = deps.people.byPersonId(personId);
      if (!person) throw new Fault('UNKNOWN_PERSON_ID', 'nobody has that ID', { personId });
      const { id, name } = person;
      const templates = deps.gallery.templatesOf(id);
      if (templates === 0) throw new Fault('NO_TEMPLATE', `${name} has no template`, { name });
      return begin({
        reference: {
          kind: 'person',
          person: { id, personId, name },
          picture: deps.people.picture(id),
        },
        similarity: (vector) => deps.gallery.similarityTo(id, vector),
        templates,
      });
    },

    startPhoto(photoId: string, face: number): VerifyState {
      const { vector: reference, crop, quality, problem } = deps.photos.pick(photoId, face);
      return begin({
        reference: { kind: 'document', picture: crop, quality, problem },
        similarity: (vector) => cosine(reference, vector),
        templates: 1,
      });
    },

    again(id: string): VerifyState {
      const s = current(id);
      if (s.verdict && s.verdict.similarity !== null) s.attempt++;
      const evidence = createAttempt(deps.sameFaceThreshold);
      Object.assign(s, { evidence, since: null, guidance: null, verdict: null });
      return touch(s);
    },

    end(id: string): void {
      current(id);
      end();
    },

    /** Why the present frame is no use, or that it is; told to the window when it changes. */
    guide(reason: ReasonCode | null): void {
      if (!session || session.verdict || session.guidance === reason) return;
      session.guidance = reason;
      tell(session);
    },

    /** What is still wanted of the face on this track; another track than before begins anew. */
    wants(trackId: number, at: number): { sample: boolean; look: boolean } {
      if (!session || session.verdict) return { sample: false, look: false };
      const { evidence } = session;
      evidence.follow(trackId);
      const look = deps.settings().liveness && evidence.looks() < LIVENESS_FRAMES;
      return { sample: evidence.wantsSample(at), look };
    },

    add(found: { sample?: Sample | undefined; live?: number | undefined }): void {
      if (!session || session.verdict) return;
      if (found.live !== undefined) session.evidence.addLook(found.live);
      if (found.sample) session.evidence.addSample(found.sample);
      if (!found.sample && found.live === undefined) return;
      session.since = null; // patience is with what does not come in, not with a slow machine
      tell(session);
    },

    /** Called once a frame, whatever was in it: gives the verdict when it is time. Throws Fault DISK. */
    async settle(at: number): Promise<void> {
      const s = session;
      if (!s || s.verdict) return;
      s.since ??= at;
      if (s.reference.kind === 'person' && deps.gallery.templatesOf(s.reference.person.id) === 0) {
        return end(); // erased meanwhile
      }
      const evidence = read(s);
      const { threshold, livenessThreshold } = rules(s);
      const late = at - s.since > PATIENCE_MS;
      const judged = judge(evidence, { threshold, livenessThreshold });
      if (!judged && !late) return;
      const { outcome, reason } = judged ?? {
        outcome: 'again',
        reason: s.guidance ?? 'HOLD_STILL',
      };
      const compared = evidence.frames.length >= FRAMES && judged !== null;
      const similarity = compared ? clamp(evidence.similarity!) : null;
      const best = s.evidence.best();
      const face = best ? await deps.encodeJpeg(best.crop) : null;
      if (session !== s) return; // ended while the picture was encoded
      const verdict: Verdict = {
        outcome,
        reason,
        similarity,
        threshold,
        fmr: similarity === null ? null : fmrAt(deps.risk(), similarity, comparison(s)),
        liveness: evidence.liveness?.mean ?? null,
        frames: evidence.frames.length,
        face,
        at: deps.now(),
      };
      deps.record({
        key: `${s.id}:${s.attempt}`,
        trackId: s.evidence.track ?? 0,
        reference: s.reference.kind === 'person' ? 'templates' : 'document',
        personId: s.reference.kind === 'person' ? s.reference.person.id : null,
        verdict,
        comparisons: s.templates * s.attempt,
        risk: deps.settings().verifyRisk,
        quality: best?.quality ?? 0,
      });
      // Said only now: a write that failed is tried again on the next frame.
      s.verdict = verdict;
      touch(s);
    },
  };
}

const clamp = (cosineOfTwo: number) => Math.min(1, Math.max(-1, cosineOfTwo));

export type Verification = ReturnType<typeof createVerification>;
