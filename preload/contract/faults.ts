/**
 * Every failure that is expected, by code. A fault crosses process borders as plain data
 * (`FaultData`); inside the engine it is thrown as a `Fault`. The window and the command line
 * choose their words by `code`; `message` is the engineer's sentence, in English.
 */
export const faultCodes = [
  'BAD_INPUT', // a call, frame or argument does not fit its schema; detail.where names the field
  'UNKNOWN_CALL',
  'NOT_FOUND',
  'PERSON_ID_TAKEN', // detail: { personId, name }
  'NO_FACE',
  'SEVERAL_FACES', // detail: { count }
  'POOR_QUALITY', // detail: { reasons }
  'IMAGE_UNREADABLE',
  'IMAGE_TOO_LARGE', // detail: { width, height, limit }
  'FRAME_INVALID',
  'MODEL_MISSING', // detail: { file }
  'MODEL_HASH', // detail: { file, expected, actual }
  'MODEL_INVALID',
  'MODEL_UNCALIBRATED', // an embedder without measured scores, so no threshold; detail: { model }
  'MANIFEST_INVALID', // detail: { file, where }
  'OVERLAY_INVALID', // the list of the station's own models; detail: { file, where }
  'DOWNLOAD_FAILED', // detail: { url }
  'PROVIDER_UNAVAILABLE', // detail: { provider }
  'DB_KEY', // wrong key, or not a database
  'DB_CORRUPT',
  'DB_NEWER', // made by a newer Foyer; detail: { found, known }
  'DB_BUSY', // another Foyer has this data folder open
  'DISK', // full, read-only or failing
  'KEY_MISSING', // a database is there, its key is not
  'KEY_INVALID',
  'ENROL_NO_SESSION',
  'ENROL_INCOMPLETE', // detail: { captured, needed }
  'ID_MISMATCH', // the views do not match the ID photo and nobody said to go on
  'NO_TEMPLATE', // the person has no template of the model in use; detail: { name }
  'UNKNOWN_PERSON_ID', // nobody has this ID; detail: { personId }
  'LIVE_FACE', // a snapshot's face is a person, not the photo on a document
  'PHOTO_GONE', // the ID photo was read too long ago, or another took its place
  'VERIFY_NO_SESSION',
  'CSV_INVALID', // detail: { row, column }
  'FILE_UNREADABLE',
  'ENGINE_GONE', // the engine went away while it was asked
  'REFUSED', // the caller may not ask this
  'INTERNAL', // a bug; detail holds nothing personal
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** A fault as data, as it crosses a process border or is printed by the command line. */
export interface FaultData {
  code: FaultCode;
  message: string;
  detail?: Record<string, unknown> | undefined;
}

/** An expected failure. Anything else that is thrown is a bug and becomes INTERNAL at the door. */
export class Fault extends Error {
  override name = 'Fault';
  constructor(
    readonly code: FaultCode,
    message: string,
    readonly detail?: Record<string, unknown>,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Turns anything thrown into data. The stack of a bug stays on this side of the border. */
export function toFaultData(error: unknown): FaultData {
  if (error instanceof Fault) {
    return { code: error.code, message: error.message, detail: error.detail };
  }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}

export type Reply<T> = { ok: true; data: T } | { ok: false; error: FaultData };
