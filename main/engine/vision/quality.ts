import type { Quality } from '../../../preload/contract/shapes';
import { ARCFACE_TEMPLATE } from './align';
import { clampBox, fitSimilarity, invert } from './geometry';
import type { Norms } from './manifest';
import { estimatePose, type Pose } from './pose';
import { warp } from './warp';
import type { Box, FivePoints, Landmarks, Point, RgbaImage } from './types';

/**
 * Quality components in the spirit of ISO/IEC 29794-5: each measures one thing, from 0 (worst) to
 * 100, so that a low one can be turned into advice. The measures are ours, and simpler than the
 * standard's. All light and sharpness measures look at one small picture of the inner face.
 */

/** Side of that picture, pixels. */
export const PATCH = 64;
/** Where the five points fall in it, whatever the embedder's own template is. */
const PATCH_TEMPLATE = ARCFACE_TEMPLATE.map(([x, y]): Point => [
  (x * PATCH) / 112,
  (y * PATCH) / 112,
]);

/** Brightness (ITU-R BT.601 luma, 0 to 255) of the inner face, PATCH x PATCH, turned upright. */
export function lumaPatch(image: RgbaImage, five: FivePoints): Float32Array {
  const rgba = warp(image, invert(fitSimilarity(five, PATCH_TEMPLATE)), PATCH, 2);
  const luma = new Float32Array(PATCH * PATCH);
  for (let i = 0, at = 0; i < luma.length; i++, at += 4) {
    luma[i] = 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!;
  }
  return luma;
}

/** 0 at `worst`, 100 at `best`, straight in between; `worst` may be the greater. */
export function ramp(value: number, worst: number, best: number): number {
  return 100 * Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

/**
 * Inter-eye distance in pixels against the 35 of the embedder's input. Portraits shrunk to 27, 20,
 * 14 and 10 pixels kept a similarity of 1.00, .98, .91 and .78 to themselves.
 */
export const interEyeDistanceQuality = (interEyeDistancePx: number) =>
  ramp(interEyeDistancePx, 8, 36);

/**
 * Detail against contrast: the mean squared Laplacian of the patch over its variance. It does not
 * change with exposure, and falls with blur, defocus and enlargement alike. Portraits blurred to 68,
 * 46, 15 and 2 kept a similarity of .93, .85, .62 and .35 to themselves.
 */
export function sharpnessQuality(luma: Float32Array): number {
  const { variance } = moments(luma);
  if (variance < 1) return 0;
  let energy = 0;
  for (let y = 1; y < PATCH - 1; y++) {
    for (let x = 1; x < PATCH - 1; x++) {
      const i = y * PATCH + x;
      const laplacian =
        luma[i - 1]! + luma[i + 1]! + luma[i - PATCH]! + luma[i + PATCH]! - 4 * luma[i]!;
      energy += laplacian * laplacian;
    }
  }
  const ratio = energy / ((PATCH - 2) * (PATCH - 2)) / variance;
  return ramp(Math.log10(ratio), -2, -0.7);
}

/** 1 where nothing is clipped, 0.5 where half of the face or more is. */
const unclipped = (luma: Float32Array, isClipped: (value: number) => boolean) => {
  let clipped = 0;
  for (let i = 0; i < luma.length; i++) if (isClipped(luma[i]!)) clipped++;
  return 1 - 0.5 * Math.min(1, (clipped / luma.length) * 2);
};

/** Not too dark: mean brightness from 20 (0) to 70 of 255 (100), less what is black. */
export const underExposurePrevention = (luma: Float32Array) =>
  ramp(moments(luma).mean, 20, 70) * unclipped(luma, (value) => value < 8);

/** Not too bright: mean brightness from 245 (0) down to 190 of 255 (100), less what is white. */
export const overExposurePrevention = (luma: Float32Array) =>
  ramp(moments(luma).mean, 245, 190) * unclipped(luma, (value) => value > 250);

/** Left half against right half of the face: 100 where their mean brightness is equal, 0 at 1 : 4. */
export function illuminationUniformity(luma: Float32Array): number {
  let left = 0;
  let right = 0;
  for (let i = 0; i < luma.length; i++) {
    if (i % PATCH < PATCH / 2) left += luma[i]!;
    else right += luma[i]!;
  }
  const most = Math.max(left, right);
  return most === 0 ? 0 : ramp(Math.min(left, right) / most, 0.25, 0.9);
}

/** cos² of yaw and of pitch (as in ISO/IEC 29794-5, head pose); tilt is undone by alignment and counts half. */
export function poseQuality({ yawDeg, pitchDeg, rollDeg }: Pose): number {
  const cosine = (angle: number) => Math.max(0, Math.cos((angle * Math.PI) / 180));
  return 100 * cosine(yawDeg) ** 2 * cosine(pitchDeg) ** 2 * cosine(rollDeg / 2) ** 2;
}

/** Share of the box inside the picture: 100 where all of it is, 0 where 30 % are cut off. */
export function inFrameQuality(
  box: Box,
  { width, height }: { width: number; height: number },
): number {
  const [, , w, h] = clampBox(box, width, height);
  return ramp((w * h) / (box[2] * box[3]), 0.7, 1);
}

/**
 * Length of the embedding before normalising, which grows with what the network recognises: 0 for
 * most non-faces, 50 at the weakest frontal faces, 100 at a typical good one.
 */
export function recognisabilityQuality(norm: number, norms: Norms): number {
  const { noFace, frontal, typical } = norms;
  return norm < frontal ? ramp(norm, noFace, frontal) / 2 : 50 + ramp(norm, frontal, typical) / 2;
}

/** What decides whether a face can be matched, by weight; they add up to 1 but for the light, which is off one way. */
const WEIGHTS = {
  interEyeDistance: 0.2,
  sharpness: 0.2,
  underExposurePrevention: 0.15,
  overExposurePrevention: 0.15,
  illuminationUniformity: 0.05,
  pose: 0.25,
  inFrame: 0.15,
} as const;

/**
 * One figure from the components: their weighted geometric mean, so that one bad component cannot be
 * made up for by the others, joined half and half with recognisability once that is known.
 */
export function unifiedQuality(
  components: Record<keyof typeof WEIGHTS, number>,
  recognisability: number | null,
): number {
  let log = 0;
  for (const [name, weight] of Object.entries(WEIGHTS)) {
    log += weight * Math.log(Math.max(1e-3, components[name as keyof typeof WEIGHTS] / 100)); // keys of WEIGHTS
  }
  const picture = 100 * Math.exp(log);
  return recognisability === null ? picture : Math.sqrt(picture * recognisability);
}

/** All components of one face. `norm` is its embedding's length before normalising, once known. */
export function measureQuality(
  image: RgbaImage,
  box: Box,
  landmarks: Landmarks,
  norms: Norms | undefined,
  norm?: number,
): Quality {
  const [left, right] = landmarks.five;
  const interEyeDistancePx = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const luma = lumaPatch(image, landmarks.five);
  const pose = estimatePose(landmarks.all);
  const components = {
    interEyeDistance: interEyeDistanceQuality(interEyeDistancePx),
    sharpness: sharpnessQuality(luma),
    underExposurePrevention: underExposurePrevention(luma),
    overExposurePrevention: overExposurePrevention(luma),
    illuminationUniformity: illuminationUniformity(luma),
    pose: poseQuality(pose),
    inFrame: inFrameQuality(box, image),
  };
  const quality: Quality = {
    unified: unifiedQuality(components, null),
    interEyeDistancePx,
    ...components,
    recognisability: null,
    eyesOpen: null,
    mouthClosed: null,
    faceInCrop: null,
    ...pose,
  };
  return norm === undefined ? quality : recognised(quality, norm, norms);
}

/**
 * A quality measured before embedding, completed by the embedding's length before normalising; left
 * as it is for an embedder whose lengths were never measured.
 */
export function recognised(quality: Quality, norm: number, norms: Norms | undefined): Quality {
  if (norms === undefined) return quality;
  const recognisability = recognisabilityQuality(norm, norms);
  return { ...quality, recognisability, unified: unifiedQuality(quality, recognisability) };
}

function moments(luma: Float32Array): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < luma.length; i++) {
    sum += luma[i]!;
    squares += luma[i]! * luma[i]!;
  }
  const mean = sum / luma.length;
  return { mean, variance: squares / luma.length - mean * mean };
}
