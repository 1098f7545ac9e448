import { join } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import type { Box } from '../../../preload/contract/frames';
import { readImageFile } from '../vision/decodeImage';
import { detectTiled } from '../vision/tiles';
import type { Detection, RgbaImage } from '../vision/types';
import { checkFiles, type FailedImage, type Work } from './embedFiles';
import { wilson, type Interval } from './intervals';
import type { BoxRow } from './lists';
import { mapOrdered } from './mapOrdered';

/** Lists draw the whole head, detectors the face: a low overlap or a shared middle is a match. */
const MIN_IOU = 0.3;
const IN_FLIGHT = 4;

/** Upper bounds of the size classes, in pixels of the geometric mean of width and height. */
const SIZES = [20, 40, 80, 160, Infinity];
/** Upper bounds of the classes by share of the image's longer side. */
const SHARES = [0.04, 0.08, 0.16, 0.32, Infinity];

export interface SizeClass {
  from: number;
  /** null: no upper end. */
  to: number | null;
  faces: number;
  found: number;
  detectionRate: number | null;
}

export interface DetectionReport {
  images: number;
  faces: number;
  found: number;
  /** Share of the listed faces that were found. */
  detectionRate: number;
  interval: Interval;
  missRate: { perFace: number; perImage: number };
  /** Images in which at least one listed face was missed. */
  imagesWithMiss: number;
  /** Detections on the listed images that match no listed face; a face the list left out counts too. */
  unmatchedPerImage: number;
  /** By size of the listed box in pixels, and by its share of the image's longer side. */
  bySizePx: SizeClass[];
  byShare: SizeClass[];
  unreadable: FailedImage[];
  /** On pictures without a face; null where none were given. */
  nonface: {
    images: number;
    /** Share of the pictures with at least one detection. */
    falseDetectionRate: number;
    interval: Interval;
    falsePerImage: number;
    withDetection: string[];
    unreadable: FailedImage[];
  } | null;
  falseDetectionRate: number | null;
  falsePerImage: number | null;
  minScore: number | null;
  /** Narrowest face that was looked for in tiles, and the score asked of it there; null without tiles. */
  tiles: { smallestPx: number; minScore: number | null } | null;
  faceGate: boolean;
}

export interface DetectionPlan {
  /** Lowest score of a face; left out: the detector's own. */
  minScore?: number | undefined;
  /** Also look in tiles, down to faces of so many pixels. */
  tilesPx?: number | undefined;
  /** Lowest score of a face that only a tile shows; left out: as for the whole picture. */
  tileScore?: number | undefined;
  /** Count only what the face gate lets through, as for a capture that nobody asks for. */
  faceGate?: boolean | undefined;
}

function iou([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  const w = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const h = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / (aw * ah + bw * bh - w * h);
}

function centreInside([x, y, w, h]: Box, [tx, ty, tw, th]: Box): boolean {
  const [cx, cy] = [x + w / 2, y + h / 2];
  return cx >= tx && cx <= tx + tw && cy >= ty && cy <= ty + th;
}

/**
 * Pairs detections with listed boxes one to one: best overlap first, then detections whose centre
 * lies in a box that is still free. Returns for each listed box the index of its detection or -1.
 */
export function matchBoxes(truth: readonly Box[], found: readonly Detection[]): number[] {
  const candidates = truth.flatMap((box, t) =>
    found.flatMap(({ box: other }, f) => {
      const overlap = iou(box, other);
      return overlap >= MIN_IOU || centreInside(other, box) ? [{ t, f, overlap }] : [];
    }),
  );
  candidates.sort((a, b) => b.overlap - a.overlap);
  const matched = truth.map(() => -1);
  const used = new Set<number>();
  for (const { t, f } of candidates) {
    if (matched[t] !== -1 || used.has(f)) continue;
    matched[t] = f;
    used.add(f);
  }
  return matched;
}

interface ImageOutcome {
  image: string;
  found: Detection[];
  longSide: number;
  /** Fault code when the image could not be used. */
  reason: string | null;
}

async function detectOne(
  work: Work,
  dir: string,
  image: string,
  plan: DetectionPlan,
): Promise<ImageOutcome> {
  work.checkpoint();
  try {
    const pixels = await readImageFile(join(dir, image));
    const seen = await findFaces(work, pixels, plan);
    const found = plan.faceGate ? await gated(work, pixels, seen) : seen;
    return { image, found, longSide: Math.max(pixels.width, pixels.height), reason: null };
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith('IMAGE_')) throw error;
    return { image, found: [], longSide: 1, reason: error.code };
  }
}

function findFaces(
  { vision }: Work,
  image: RgbaImage,
  { minScore, tilesPx, tileScore = minScore }: DetectionPlan,
): Promise<Detection[]> {
  const detect = (part: RgbaImage) => vision.detect(part, minScore);
  if (tilesPx === undefined) return detect(image);
  const detectPart = (part: RgbaImage) => vision.detect(part, tileScore);
  return detectTiled(detect, image, { smallestPx: tilesPx, detectPart });
}

async function gated({ vision }: Work, image: RgbaImage, seen: Detection[]): Promise<Detection[]> {
  const found: Detection[] = [];
  for (const detection of seen) {
    if (vision.isFace(detection, await vision.mesh(image, detection.box))) found.push(detection);
  }
  return found;
}

/**
 * Detection over listed boxes and pictures without a face. An unreadable listed image counts its
 * faces as missed and is named; an unreadable picture without a face is left out and named.
 */
export async function evaluateDetection(
  rows: readonly BoxRow[],
  nonface: { dir: string; files: readonly string[] } | null,
  work: Work,
  plan: DetectionPlan = {},
): Promise<DetectionReport> {
  const truth = new Map<string, Box[]>();
  for (const { image, box } of rows) truth.set(image, [...(truth.get(image) ?? []), box]);
  await checkFiles(work.images, [...truth.keys()]);

  const faces: { px: number; share: number; hit: boolean }[] = [];
  const unreadable: FailedImage[] = [];
  let imagesWithMiss = 0;
  let unmatched = 0;
  const detect = (image: string) => detectOne(work, work.images, image, plan);
  for await (const { image, found, longSide, reason } of mapOrdered(
    truth.keys(),
    IN_FLIGHT,
    detect,
  )) {
    const boxes = truth.get(image)!;
    const matched = matchBoxes(boxes, found);
    boxes.forEach(([, , w, h], at) => {
      const px = Math.sqrt(w * h);
      faces.push({ px, share: px / longSide, hit: matched[at] !== -1 });
    });
    const hits = matched.filter((f) => f !== -1).length;
    if (hits < boxes.length) imagesWithMiss++;
    unmatched += found.length - hits;
    if (reason) unreadable.push({ image, reason });
    work.step();
  }

  const found = faces.filter(({ hit }) => hit).length;
  const falses = nonface && (await evaluateNonface(nonface, work, plan));
  return {
    images: truth.size,
    faces: faces.length,
    found,
    detectionRate: found / faces.length,
    interval: wilson(found, faces.length),
    missRate: { perFace: 1 - found / faces.length, perImage: imagesWithMiss / truth.size },
    imagesWithMiss,
    unmatchedPerImage: unmatched / truth.size,
    bySizePx: classes(
      SIZES,
      faces.map(({ px, hit }) => ({ value: px, hit })),
    ),
    byShare: classes(
      SHARES,
      faces.map(({ share, hit }) => ({ value: share, hit })),
    ),
    unreadable,
    nonface: falses,
    falseDetectionRate: falses?.falseDetectionRate ?? null,
    falsePerImage: falses?.falsePerImage ?? null,
    minScore: plan.minScore ?? null,
    tiles:
      plan.tilesPx === undefined
        ? null
        : { smallestPx: plan.tilesPx, minScore: plan.tileScore ?? plan.minScore ?? null },
    faceGate: plan.faceGate ?? false,
  };
}

async function evaluateNonface(
  { dir, files }: { dir: string; files: readonly string[] },
  work: Work,
  plan: DetectionPlan,
): Promise<NonNullable<DetectionReport['nonface']>> {
  const withDetection: string[] = [];
  const unreadable: FailedImage[] = [];
  let detections = 0;
  const detect = (image: string) => detectOne(work, dir, image, plan);
  for await (const { image, found, reason } of mapOrdered(files, IN_FLIGHT, detect)) {
    if (reason) unreadable.push({ image, reason });
    if (found.length > 0) withDetection.push(image);
    detections += found.length;
    work.step();
  }
  const images = files.length - unreadable.length;
  return {
    images,
    falseDetectionRate: withDetection.length / images,
    interval: wilson(withDetection.length, images),
    falsePerImage: detections / images,
    withDetection,
    unreadable,
  };
}

function classes(ends: readonly number[], faces: { value: number; hit: boolean }[]): SizeClass[] {
  return ends.map((to, at) => {
    const from = ends[at - 1] ?? 0;
    const inside = faces.filter(({ value }) => value >= from && value < to);
    const found = inside.filter(({ hit }) => hit).length;
    return {
      from,
      to: Number.isFinite(to) ? to : null,
      faces: inside.length,
      found,
      detectionRate: inside.length > 0 ? found / inside.length : null,
    };
  });
}
