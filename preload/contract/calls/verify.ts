import { z } from 'zod';
import { Id, Jpeg, PersonId, Quality, ReasonCode, Similarity } from '../shapes';

/** A JPEG, PNG or WebP file as it is; what it holds is checked when it is decoded. */
const MAX_PHOTO_BYTES = 50_000_000;
const Photo = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= MAX_PHOTO_BYTES,
  'at most 50 MB of bytes',
);

/** A face found on a photo of an ID document. It lives in the engine's memory for minutes. */
export const PhotoFace = z.object({
  /** JPEG of the aligned crop, to be looked at. */
  crop: Jpeg,
  /** Width of the face in pixels of the photo. */
  widthPx: z.number(),
  quality: Quality,
  /** What is not as good as it should be; the comparison is possible all the same. */
  problem: ReasonCode.nullable(),
});
export type PhotoFace = z.infer<typeof PhotoFace>;

export const ReadPhoto = z.object({
  photoId: Id,
  faces: z.array(PhotoFace),
  /** Index of the face that is taken for the document's. */
  likely: z.number().int(),
});
export type ReadPhoto = z.infer<typeof ReadPhoto>;

/** One face of a photo that was read. */
export const FacePick = z.object({ photoId: Id, face: z.number().int().min(0) });

const Reference = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    person: z.object({ id: Id, personId: PersonId, name: z.string() }),
    picture: Jpeg.nullable(),
  }),
  z.object({
    kind: z.literal('document'),
    picture: Jpeg,
    quality: Quality,
    problem: ReasonCode.nullable(),
  }),
]);

/** `again` is an answer: look again, and `reason` says why. */
export const VerifyOutcome = z.enum(['same', 'different', 'again', 'spoof']);
export type VerifyOutcome = z.infer<typeof VerifyOutcome>;

const Verdict = z.object({
  outcome: VerifyOutcome,
  reason: ReasonCode.nullable(),
  /** The live face against the reference; null where nothing was compared. */
  similarity: Similarity.nullable(),
  threshold: Similarity,
  /** How many strangers' faces would be as similar, as a share: FMR at this similarity. */
  fmr: z.number().nullable(),
  liveness: z.number().nullable(),
  frames: z.number().int(),
  /** JPEG of the live face that was compared. */
  face: Jpeg.nullable(),
  at: z.number(),
});
export type Verdict = z.infer<typeof Verdict>;

export const VerifyState = z.object({
  sessionId: Id,
  reference: Reference,
  risk: z.number(),
  /** Templates of the reference times the attempts so far: each is a chance to match wrongly. */
  comparisons: z.number().int(),
  threshold: Similarity,
  /** Comparisons made with this reference, the present one included. */
  attempt: z.number().int(),
  /** What the person in front of the camera should do now. */
  guidance: ReasonCode.nullable(),
  /** How much of what a verdict needs is in, 0 to 1. */
  progress: z.number(),
  verdict: Verdict.nullable(),
});
export type VerifyState = z.infer<typeof VerifyState>;

/** 1:1: is the person in front of the camera the one of the ID? */
export const verify = {
  /**
   * Finds the faces of a photo of an ID document. A `file` (also a pasted picture) shows the document
   * alone: several faces are SEVERAL_FACES. A `snapshot` may show its holder too: all faces come back,
   * and the smaller of the two largest is the likely one. NO_FACE, POOR_QUALITY, IMAGE_*.
   */
  'verify.readPhoto': {
    input: z.object({ photo: Photo, from: z.enum(['file', 'snapshot']) }),
    output: ReadPhoto,
  },
  /**
   * Begins to compare the frames that stream with a person (UNKNOWN_PERSON_ID, NO_TEMPLATE) or with a
   * face of a photo that was read (PHOTO_GONE; LIVE_FACE for its holder's in a snapshot). One at a time; nobody is checked in meanwhile.
   */
  'verify.start': {
    input: z.union([z.object({ personId: PersonId }), FacePick]),
    output: VerifyState,
  },
  'verify.state': { input: z.object({}), output: VerifyState.nullable() },
  /** Compares once more with the same reference, from new frames. VERIFY_NO_SESSION. */
  'verify.again': { input: z.object({ sessionId: Id }), output: VerifyState },
  'verify.end': { input: z.object({ sessionId: Id }), output: z.object({}) },
} as const;
