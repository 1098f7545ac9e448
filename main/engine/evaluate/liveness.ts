import { join } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { readImageFile } from '../vision/decodeImage';
import { checkFiles, type FailedImage, type Work } from './embedFiles';
import { largestFace } from './faces';
import { wilson, type Interval } from './intervals';
import type { LabelRow } from './lists';
import { mapOrdered } from './mapOrdered';
import { auc, equalErrorRate } from './metrics';

const IN_FLIGHT = 4;

export interface ErrorRates {
  /** Attacks taken for live, of those that gave a score (ISO/IEC 30107-3). */
  apcer: number;
  apcerInterval: Interval;
  attacks: number;
  /** Live presentations taken for an attack. */
  bpcer: number;
  bpcerInterval: Interval;
  live: number;
}

export interface LivenessReport extends ErrorRates {
  /** One frame a presentation. */
  images: number;
  threshold: number;
  eer: number;
  eerThreshold: number;
  auc: number;
  /** Frames without a usable face: they give no score and are in neither rate. */
  noFace: { live: number; attacks: number; images: FailedImage[] };
  /**
   * As the station judges: the mean over `frames` consecutive frames of one take. null where the
   * list names no takes or none is long enough.
   */
  overFrames: (ErrorRates & { frames: number }) | null;
}

interface Scored {
  row: LabelRow;
  score: number;
}

/** Error rates of scored presentations; a score of at least `threshold` is called live. */
export function errorRates(
  scored: readonly { live: boolean; score: number }[],
  threshold: number,
): ErrorRates {
  const attacks = scored.filter(({ live }) => !live);
  const live = scored.filter((s) => s.live);
  const passed = attacks.filter(({ score }) => score >= threshold).length;
  const refused = live.filter(({ score }) => score < threshold).length;
  return {
    apcer: passed / attacks.length,
    apcerInterval: wilson(passed, attacks.length),
    attacks: attacks.length,
    bpcer: refused / live.length,
    bpcerInterval: wilson(refused, live.length),
    live: live.length,
  };
}

/** Means over `frames` consecutive frames of the same take and kind; a shorter rest is left out. */
export function meansOfTakes(
  scored: readonly Scored[],
  frames: number,
): { live: boolean; score: number }[] {
  const takes = new Map<string, Scored[]>();
  for (const item of scored) {
    if (item.row.take === '') continue;
    const key = `${item.row.live} ${item.row.take}`;
    takes.set(key, [...(takes.get(key) ?? []), item]);
  }
  return [...takes.values()].flatMap((take) =>
    Array.from({ length: Math.floor(take.length / frames) }, (_, block) => {
      const part = take.slice(block * frames, (block + 1) * frames);
      const score = part.reduce((sum, item) => sum + item.score, 0) / frames;
      return { live: part[0]!.row.live, score };
    }),
  );
}

/** Presentation attack detection on the largest face of each listed frame. */
export async function evaluateLiveness(
  rows: readonly LabelRow[],
  { threshold, frames }: { threshold: number; frames: number },
  work: Work,
): Promise<LivenessReport> {
  await checkFiles(
    work.images,
    rows.map(({ image }) => image),
  );
  const scored: Scored[] = [];
  const failed: FailedImage[] = [];
  let [failedLive, failedAttacks] = [0, 0];
  const judge = async (row: LabelRow) => {
    work.checkpoint();
    try {
      const image = await readImageFile(join(work.images, row.image));
      const face = largestFace(await work.vision.detect(image));
      if (!face) return { row, score: null, reason: 'NO_FACE' };
      return { row, score: await work.vision.liveness(image, face.box), reason: '' };
    } catch (error) {
      if (!(error instanceof Fault) || !error.code.startsWith('IMAGE_')) throw error;
      return { row, score: null, reason: error.code };
    }
  };
  for await (const { row, score, reason } of mapOrdered(rows, IN_FLIGHT, judge)) {
    if (score !== null) scored.push({ row, score });
    else {
      failed.push({ image: row.image, reason });
      if (row.live) failedLive++;
      else failedAttacks++;
    }
    work.step();
  }
  const flat = scored.map(({ row, score }) => ({ live: row.live, score }));
  const scores = {
    genuine: flat.filter(({ live }) => live).map(({ score }) => score),
    impostor: flat.filter(({ live }) => !live).map(({ score }) => score),
  };
  const means = meansOfTakes(scored, frames);
  const { eer, threshold: eerThreshold } = equalErrorRate(scores);
  return {
    images: rows.length,
    threshold,
    ...errorRates(flat, threshold),
    eer,
    eerThreshold,
    auc: auc(scores),
    noFace: { live: failedLive, attacks: failedAttacks, images: failed },
    overFrames: means.length > 0 ? { frames, ...errorRates(means, threshold) } : null,
  };
}
