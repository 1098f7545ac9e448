import { z } from 'zod';

/** The nouns that several calls share. Times are milliseconds since the epoch (wall clock). */

export const Id = z.uuid();
export const Similarity = z.number().min(-1).max(1);
/** JPEG bytes of an aligned crop; structured clone carries them as they are. */
export const Jpeg = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'one line, no control characters');

/** The organisation's own ID, kept as given (trimmed): "1001", "A-17", "员工 8". */
export const PersonId = oneLine(64);
export const Name = oneLine(120);
export const Group = z
  .string()
  .trim()
  .max(80)
  .regex(/^[^\p{Cc}]*$/u, 'one line, no control characters');

/** Why a face is not good enough yet; the window turns each into one sentence of advice. */
export const reasonCodes = [
  'NO_FACE',
  'SEVERAL_FACES',
  'TOO_FAR', // fewer pixels than the gate wants
  'TOO_CLOSE',
  'OFF_FRAME', // cut off by the picture's edge
  'TURN_TO_CAMERA', // yaw or pitch beyond what is matched reliably
  'HEAD_TILTED',
  'BLURRED',
  'TOO_DARK',
  'TOO_BRIGHT',
  'UNEVEN_LIGHT',
  'EYES_CLOSED', // enrolling only: needs the mesh
  'MOUTH_OPEN',
  'NOT_A_FACE', // the mesh's face flag says so
  'COVERED', // the embedding's norm is that of a mask or of no face
  'HOLD_STILL', // more frames needed
  'AMBIGUOUS', // two people are about equally near
  'LIVENESS_PENDING',
  'WAIT_YOUR_TURN', // the station serves one at a time, and somebody else is nearer
  'DIFFERENT_FACE', // while enrolling: not the face of the earlier views
] as const;
export const ReasonCode = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof ReasonCode>;

/**
 * Components are 0 (worst) to 100 (best), named after the quality measures of ISO/IEC 29794-5; how
 * each is measured stands in main/engine/vision/quality.ts and qualityMesh.ts. Angles are degrees.
 */
export const Quality = z.object({
  unified: z.number().min(0).max(100),
  interEyeDistancePx: z.number(),
  interEyeDistance: z.number().min(0).max(100),
  sharpness: z.number().min(0).max(100),
  /** 100: not too dark, not too bright. */
  underExposurePrevention: z.number().min(0).max(100),
  overExposurePrevention: z.number().min(0).max(100),
  illuminationUniformity: z.number().min(0).max(100),
  pose: z.number().min(0).max(100),
  inFrame: z.number().min(0).max(100),
  /** Length of the embedding before normalising, as 0-100; null before it was embedded. */
  recognisability: z.number().min(0).max(100).nullable(),
  /** These three need the mesh; null where it was not asked for (live recognition). */
  eyesOpen: z.number().min(0).max(100).nullable(),
  mouthClosed: z.number().min(0).max(100).nullable(),
  /** How much of the aligned crop is face. */
  faceInCrop: z.number().min(0).max(100).nullable(),
  yawDeg: z.number(),
  pitchDeg: z.number(),
  rollDeg: z.number(),
});
export type Quality = z.infer<typeof Quality>;

export const TemplateSource = z.enum(['camera', 'photo', 'id-document', 'live']);
export type TemplateSource = z.infer<typeof TemplateSource>;

export const PersonRow = z.object({
  id: Id,
  personId: PersonId,
  name: Name,
  group: Group,
  note: z.string(),
  templates: z.number().int(),
  /** Unified quality of the best template, or null without one. */
  bestQuality: z.number().nullable(),
  thumbnail: Jpeg.nullable(),
  lastSeenAt: z.number().nullable(),
  createdAt: z.number(),
});
export type PersonRow = z.infer<typeof PersonRow>;

/** Why the operator enrolled somebody whose ID photo did not match. */
export const overrideReasons = ['old-photo', 'changed-looks', 'poor-photo', 'other-proof'] as const;
export type OverrideReason = (typeof overrideReasons)[number];

/** What the comparison of an enrolment with the person's ID photo gave. The photo itself is not kept. */
export const IdCheck = z.object({
  similarity: Similarity,
  threshold: Similarity,
  /** The false match rate that was asked for, and the one at this similarity. */
  risk: z.number(),
  fmr: z.number(),
  match: z.boolean(),
  /** Unified quality of the face on the photo. */
  photoQuality: z.number(),
  at: z.number(),
  /** Set where there was no match and the operator went on all the same. */
  override: z.object({ reason: z.enum(overrideReasons), at: z.number() }).nullable(),
});
export type IdCheck = z.infer<typeof IdCheck>;

export const TemplateCard = z.object({
  id: Id,
  thumbnail: Jpeg.nullable(),
  quality: Quality,
  source: TemplateSource,
  model: z.string(),
  /** The comparison with the person's ID photo when this was enrolled; null without one. */
  idCheck: IdCheck.nullable(),
  createdAt: z.number(),
});
export type TemplateCard = z.infer<typeof TemplateCard>;

/** What came of a track, in the words of DESIGN.md. */
export const Outcome = z.enum(['known', 'unknown', 'uncertain', 'spoof']);
export type Outcome = z.infer<typeof Outcome>;

/** How somebody was decided on: searched among everybody (1:N), or compared with one person (1:1). */
export const EventKind = z.enum(['identification', 'verification']);
export type EventKind = z.infer<typeof EventKind>;
/** What a verification compared the live face with: the person's templates, or a photo of an ID. */
export const EventReference = z.enum(['templates', 'document']);
export type EventReference = z.infer<typeof EventReference>;

/** One row of the append-only log. `person` is as it was called when the event was made. */
export const EventRow = z.object({
  seq: z.number().int(),
  id: Id,
  at: z.number(),
  kind: EventKind,
  reference: EventReference.nullable(),
  /** Of a verification: `known` is the same person, `unknown` not; `person` is who was claimed. */
  outcome: Outcome,
  person: z.object({ id: Id, personId: z.string(), name: z.string() }).nullable(),
  similarity: z.number().nullable(),
  secondBest: z.number().nullable(),
  threshold: z.number(),
  /** Templates that were compared: all of the gallery, or those of a verification. */
  gallerySize: z.number().int(),
  liveness: z.number().nullable(),
  quality: z.number(),
  frames: z.number().int(),
  station: z.string(),
  thumbnail: Jpeg.nullable(),
});
export type EventRow = z.infer<typeof EventRow>;

/** What moved the threshold: the gallery's size, a setting, another model, the site's own scores. */
const ThresholdCause = z.enum(['first', 'model', 'mode', 'threshold', 'risk', 'gallery', 'scores']);

/** A threshold that came into force, what it meant then, and why it changed. */
export const ThresholdChange = z.object({
  seq: z.number().int(),
  at: z.number(),
  cause: ThresholdCause,
  mode: z.enum(['auto', 'fixed']),
  threshold: Similarity,
  /** The one before; null for the first. */
  previous: Similarity.nullable(),
  risk: z.number(),
  /** Templates in the gallery. */
  gallerySize: z.number().int(),
  expectedFpir: z.number(),
  expectedFnmr: z.number(),
});
export type ThresholdChange = z.infer<typeof ThresholdChange>;
