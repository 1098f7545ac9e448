import type { ReasonCode } from '../../../preload/contract/shapes';

/** By reason code: the fact for the operator, and one sentence to the person at the camera. */
export const reasons = {
  NO_FACE: { why: 'No face in view', advice: 'Step in front of the camera' },
  SEVERAL_FACES: { why: 'Several faces in view', advice: 'One person at a time, please' },
  TOO_FAR: { why: 'Too far away', advice: 'Come a little closer' },
  TOO_CLOSE: { why: 'Too close', advice: 'Step back a little' },
  OFF_FRAME: { why: 'Cut off by the edge', advice: 'Move into the middle of the picture' },
  TURN_TO_CAMERA: { why: 'Turned away', advice: 'Turn your face to the camera' },
  HEAD_TILTED: { why: 'Head tilted', advice: 'Hold your head upright' },
  BLURRED: { why: 'Blurred', advice: 'Hold still for a moment' },
  TOO_DARK: { why: 'Too dark', advice: 'More light on the face, please' },
  TOO_BRIGHT: { why: 'Too bright', advice: 'Less light on the face, please' },
  UNEVEN_LIGHT: { why: 'Light from one side', advice: 'Turn towards the light' },
  EYES_CLOSED: { why: 'Eyes closed', advice: 'Keep your eyes open' },
  MOUTH_OPEN: { why: 'Mouth open', advice: 'Close your mouth, please' },
  NOT_A_FACE: { why: 'Not seen as a face', advice: 'Show your whole face to the camera' },
  COVERED: { why: 'Face covered', advice: 'Take off mask or sunglasses' },
  WAIT_YOUR_TURN: { why: 'Somebody else is nearer', advice: 'One moment, please' },
  DIFFERENT_FACE: { why: 'A different face than before', advice: 'One person at a time, please' },
  HOLD_STILL: { why: 'More frames needed', advice: 'Hold still for a moment' },
  AMBIGUOUS: { why: 'Two people are about equally near', advice: 'Look straight at the camera' },
  LIVENESS_PENDING: { why: 'Liveness not decided yet', advice: 'Keep looking at the camera' },
} as const satisfies Record<ReasonCode, { why: string; advice: string }>;
