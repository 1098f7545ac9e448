import type { FaultCode } from '../../../preload/contract/faults';

/** By fault code: what is wrong, and what to do next. */
export const faults = {
  BAD_INPUT: {
    what: 'Something in this form is not valid.',
    next: 'Check the marked field and save again.',
  },
  UNKNOWN_CALL: {
    what: 'The window asked for something the engine does not know.',
    next: 'Restart Foyer so that both parts have the same version.',
  },
  NOT_FOUND: {
    what: 'This entry no longer exists.',
    next: 'It may have been removed meanwhile. Go back to the list.',
  },
  PERSON_ID_TAKEN: {
    what: 'ID {{personId}} belongs to {{name}}.',
    next: 'Choose another ID, or add views to that person.',
  },
  NO_FACE: {
    what: 'No face is visible in the picture.',
    next: 'Stand in front of the camera and look at it.',
  },
  SEVERAL_FACES: {
    what: 'Several faces are in the picture.',
    next: 'Only the person to enrol may be in view.',
  },
  POOR_QUALITY: {
    what: 'The picture is not good enough for a template.',
    next: 'Follow the advice beside the picture and try again.',
  },
  IMAGE_UNREADABLE: {
    what: 'This picture is not readable.',
    next: 'Choose a JPEG, PNG or WebP file that opens elsewhere.',
  },
  IMAGE_TOO_LARGE: {
    what: 'This picture is too large.',
    next: 'Shrink it to at most {{limit}} pixels a side.',
  },
  FRAME_INVALID: { what: 'A camera frame had the wrong size.', next: 'Choose the camera again.' },
  MODEL_MISSING: {
    what: 'A model file is missing: {{file}}.',
    next: 'Reinstall Foyer, or put the file back and restart the engine.',
  },
  MODEL_HASH: {
    what: 'The model file {{file}} is not the one that is listed.',
    next: 'It was not loaded. Put the right file back, or reinstall Foyer if it came with it.',
  },
  MODEL_INVALID: {
    what: 'A model does not load on this computer.',
    next: 'Choose the CPU as provider in the settings, or reinstall Foyer.',
  },
  MANIFEST_INVALID: {
    what: 'The list of models is damaged.',
    next: 'Reinstall Foyer and restart.',
  },
  MODEL_UNCALIBRATED: {
    what: 'No threshold follows for {{model}}: its scores were never measured.',
    next: 'Measure them (foyer models calibrate), or use another model (foyer models use).',
  },
  OVERLAY_INVALID: {
    what: "The list of this station's own models is not valid: {{file}} ({{where}}).",
    next: 'Correct it, or move it away to work with the models that came with Foyer; then restart the engine.',
  },
  DOWNLOAD_FAILED: {
    what: '{{url}} could not be downloaded.',
    next: 'Check the network connection and try again. Nothing was changed.',
  },
  PROVIDER_UNAVAILABLE: {
    what: 'The provider {{provider}} is not available on this computer.',
    next: 'Choose Automatic or CPU in the settings.',
  },
  DB_KEY: {
    what: 'The database does not open with this key.',
    next: 'Choose the data folder this key belongs to, or put the right key back.',
  },
  DB_CORRUPT: {
    what: 'The database file is damaged.',
    next: 'Nothing was written to it. Restore a backup, or choose another data folder.',
  },
  DB_NEWER: {
    what: 'The database was made by a newer Foyer.',
    next: 'Install that version, or choose another data folder.',
  },
  DB_BUSY: {
    what: 'Another Foyer has this data folder open.',
    next: 'Close the other window, then restart the engine.',
  },
  DISK: {
    what: 'The disk does not take what is written.',
    next: 'Free some space, or check that the data folder is writable.',
  },
  KEY_MISSING: {
    what: 'There is a database, but its key is gone.',
    next: 'Put the key back, or choose another data folder.',
  },
  KEY_INVALID: {
    what: 'The key file does not hold a valid key.',
    next: 'Put the right key file back, then restart the engine.',
  },
  ENROL_NO_SESSION: {
    what: 'This enrolment is no longer running.',
    next: 'Start it again; nothing was saved.',
  },
  ENROL_INCOMPLETE: {
    what: '{{captured}} of {{needed}} views are taken.',
    next: 'Take the missing views, then save.',
  },
  ID_MISMATCH: {
    what: 'The views do not match the ID photo.',
    next: 'Take the comparison back, or say why this person is enrolled all the same.',
  },
  NO_TEMPLATE: {
    what: '{{name}} has no template to compare with.',
    next: 'Add views to this person first.',
  },
  UNKNOWN_PERSON_ID: {
    what: 'Nobody has the ID {{personId}}.',
    next: 'Check the ID, or compare with the photo of an ID document.',
  },
  LIVE_FACE: {
    what: 'This is the person, not the photo on the document.',
    next: 'Hold the document’s photo before the camera and take it again, or choose a file.',
  },
  PHOTO_GONE: {
    what: 'The photo of the ID is no longer at hand.',
    next: 'Choose it again.',
  },
  VERIFY_NO_SESSION: {
    what: 'This comparison is over.',
    next: 'Choose again what to compare with.',
  },
  CSV_INVALID: {
    what: 'Row {{row}} of the list is not valid.',
    next: 'Correct the row and import again.',
  },
  FILE_UNREADABLE: {
    what: 'The file is not readable.',
    next: 'Check that it exists and that you may open it.',
  },
  ENGINE_GONE: {
    what: 'The engine stopped before it answered.',
    next: 'It is being restarted. Try again in a moment.',
  },
  REFUSED: { what: 'This is not permitted here.', next: 'Use the buttons of the window.' },
  INTERNAL: {
    what: 'An error inside the program stopped this.',
    next: 'Try again. If it stays, restart Foyer.',
  },
} as const satisfies Record<FaultCode, { what: string; next: string }>;
