import { describe, expect, it } from 'vitest';
import type { Quality } from '../../../preload/contract/shapes';
import { enrolGate, gate, liveGate } from './gate';
import type { Box } from './types';

const good: Quality = {
  unified: 90,
  interEyeDistancePx: 70,
  interEyeDistance: 100,
  sharpness: 90,
  underExposurePrevention: 90,
  overExposurePrevention: 90,
  illuminationUniformity: 90,
  pose: 95,
  inFrame: 100,
  recognisability: 90,
  eyesOpen: null,
  mouthClosed: null,
  faceInCrop: null,
  yawDeg: 2,
  pitchDeg: -3,
  rollDeg: 1,
};
const box: Box = [100, 100, 140, 180];

describe('gate', () => {
  it('lets a good face through, before and after it was embedded', () => {
    expect(gate(box, good, enrolGate)).toBeNull();
    expect(gate(box, { ...good, recognisability: null }, enrolGate)).toBeNull();
  });

  it.each([
    ['OFF_FRAME', { inFrame: 40 }],
    ['TURN_TO_CAMERA', { yawDeg: -50 }],
    ['TURN_TO_CAMERA', { pitchDeg: 45 }],
    ['HEAD_TILTED', { rollDeg: 60 }],
    ['TOO_DARK', { underExposurePrevention: 2 }],
    ['TOO_BRIGHT', { overExposurePrevention: 2 }],
    ['BLURRED', { sharpness: 3 }],
    ['COVERED', { recognisability: 2 }],
  ] as const)('says %s for %j', (reason, over) => {
    expect(gate(box, { ...good, ...over }, liveGate)).toBe(reason);
  });

  it('asks who is far away to come closer before anything else can be judged', () => {
    expect(gate([0, 0, 40, 50], { ...good, sharpness: 3 }, liveGate)).toBe('TOO_FAR');
  });

  it.each([
    ['EYES_CLOSED', { eyesOpen: 5, mouthClosed: 100 }],
    ['MOUTH_OPEN', { eyesOpen: 80, mouthClosed: 5 }],
  ] as const)(
    'says %s of a template to be whose mesh shows %j, of a live face nothing',
    (reason, over) => {
      expect(gate(box, { ...good, ...over }, enrolGate)).toBe(reason);
      expect(gate(box, { ...good, ...over }, liveGate)).toBeNull();
      expect(
        gate(box, { ...good, ...over, eyesOpen: null, mouthClosed: null }, enrolGate),
      ).toBeNull();
    },
  );

  it('asks more of a template than of a probe', () => {
    expect(gate(box, { ...good, yawDeg: 33 }, liveGate)).toBeNull();
    expect(gate(box, { ...good, yawDeg: 33 }, enrolGate)).toBe('TURN_TO_CAMERA');
    expect(gate(box, { ...good, illuminationUniformity: 5 }, enrolGate)).toBe('UNEVEN_LIGHT');
  });
});
