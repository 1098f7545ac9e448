import type { Quality, ReasonCode } from '../../../preload/contract/shapes';
import type { Box } from './types';

export interface GateLimits {
  /** Width of the face box in frame pixels. */
  minFacePx: number;
  maxYawDeg: number;
  maxPitchDeg: number;
  maxRollDeg: number;
  /** Components, 0-100. */
  minSharpness: number;
  minExposure: number;
  minUniformity: number;
  /** Asked only of a face whose mesh is known. */
  minEyesOpen: number;
  minMouthClosed: number;
  minInFrame: number;
  minRecognisability: number;
}

/**
 * Matching works near frontal (CFP: 99.4 % frontal-frontal, 85 % frontal-profile, docs/models) and
 * from about 100 pixels; the live gate is a little wider than the enrolment gate, since a probe is
 * one of many frames and a template stays.
 */
export const liveGate: GateLimits = {
  minFacePx: 80,
  maxYawDeg: 35,
  maxPitchDeg: 30,
  maxRollDeg: 35,
  minSharpness: 15,
  minExposure: 15,
  minUniformity: 0,
  minEyesOpen: 0,
  minMouthClosed: 0,
  minInFrame: 60,
  minRecognisability: 10,
};

export const enrolGate: GateLimits = {
  minFacePx: 80,
  maxYawDeg: 30,
  maxPitchDeg: 25,
  maxRollDeg: 20,
  minSharpness: 30,
  minExposure: 30,
  minUniformity: 20,
  minEyesOpen: 20,
  minMouthClosed: 25,
  minInFrame: 90,
  minRecognisability: 30,
};

/** The first thing to put right about a face, or null when it can be used. */
export function gate(box: Box, quality: Quality, limits: GateLimits): ReasonCode | null {
  if (quality.inFrame < limits.minInFrame) return 'OFF_FRAME';
  if (box[2] < limits.minFacePx) return 'TOO_FAR';
  if (
    Math.abs(quality.yawDeg) > limits.maxYawDeg ||
    Math.abs(quality.pitchDeg) > limits.maxPitchDeg
  ) {
    return 'TURN_TO_CAMERA';
  }
  if (Math.abs(quality.rollDeg) > limits.maxRollDeg) return 'HEAD_TILTED';
  if (quality.underExposurePrevention < limits.minExposure) return 'TOO_DARK';
  if (quality.overExposurePrevention < limits.minExposure) return 'TOO_BRIGHT';
  if (quality.illuminationUniformity < limits.minUniformity) return 'UNEVEN_LIGHT';
  if (quality.sharpness < limits.minSharpness) return 'BLURRED';
  if (quality.recognisability !== null && quality.recognisability < limits.minRecognisability) {
    return 'COVERED';
  }
  if (quality.eyesOpen !== null && quality.eyesOpen < limits.minEyesOpen) return 'EYES_CLOSED';
  if (quality.mouthClosed !== null && quality.mouthClosed < limits.minMouthClosed)
    return 'MOUTH_OPEN';
  return null;
}
