import { Quality } from '../../../preload/contract/shapes';
import { cosine } from '../match/fuse';
import { errorVersusDiscard, rankCorrelation, type DiscardReport } from './discard';
import { embedFiles, type EmbeddedFiles, type FailedImage, type Work } from './embedFiles';
import type { FaceCache, ImageFace } from './faceCache';
import { BOX_WIDTHS, EYE_DISTANCES, bySize, errorRates, type SizeBin } from './faceSize';
import { quantile, wilson, type Interval } from './intervals';
import type { PairRow } from './lists';
import { tarAtFmr } from './metrics';
import { shrunk } from './shrunk';
import { imagesOf, scorePairs } from './verification';

/** Shares of the genuine pairs left out; the areas reach to the last. */
export const DISCARDS = [0, 0.01, 0.02, 0.05, 0.1, 0.2];

export interface QualityOptions {
  /** False match rate of the whole list that fixes the threshold. */
  fmr: number;
  /** Sizes, of 1, that the second image of a pair is shrunk to; none: not asked for. */
  scales: readonly number[];
  /** Genuine and impostor pairs that are tried at each scale, evenly spaced over the list. */
  sample: number;
}

export interface MeasureReport extends DiscardReport {
  measure: string;
  /** Spearman's correlation of the worse quality of a genuine pair with its similarity. */
  correlation: number;
}

export interface SizeReport {
  boxWidthPx: SizeBin[];
  interEyePx: SizeBin[];
}

export interface ScaleReport extends Omit<SizeBin, 'from' | 'to'> {
  scale: number;
  /** Of the shrunk images' faces. */
  medianBoxWidthPx: number;
  medianInterEyePx: number;
  /** Shrunk images in which no face was found; their pairs count as refused. */
  noFace: number;
}

export interface QualityReport {
  pairs: number;
  genuine: number;
  impostor: number;
  images: number;
  /** Their pairs are left out: a face that was not found has no quality. */
  failedToEnrol: FailedImage[];
  fmr: number;
  threshold: number;
  /** Genuine pairs under the threshold, nothing discarded. */
  refused: number;
  fnmr: number;
  interval: Interval;
  /** By falling gain. */
  measures: MeasureReport[];
  /** By the smaller face of each pair, as the images are. */
  bySize: SizeReport;
  /** The first image as it is, the second shrunk; empty unless asked for. */
  scales: ScaleReport[];
  /** All scales together, by the smaller face, and what the measures are worth on them. */
  bySizeShrunk: SizeReport;
  measuresShrunk: MeasureReport[];
}

type Face = ImageFace & { vector: Float32Array };
interface FacePair {
  same: boolean;
  similarity: number;
  first: Face;
  second: Face;
}

type Measure = (face: Face) => number | null;

/** Everything in Quality that has a good end, angles by their size, and what the models say of it. */
function measures(): [string, Measure][] {
  const names = Object.keys(Quality.shape);
  const read = (name: string) => (face: Face) => {
    const value = face.quality?.[name as keyof Quality]; // a key of its shape
    if (typeof value !== 'number') return null;
    return name.endsWith('Deg') ? -Math.abs(value) : value;
  };
  return [
    ...names.map((name): [string, Measure] => [name, read(name)]),
    ['boxWidthPx', ({ box }) => box && box[2]],
    ['detectionScore', ({ score }) => score],
    ['embeddingNorm', ({ norm }) => norm],
  ];
}

function facePairs(pairs: readonly PairRow[], embedded: EmbeddedFiles): FacePair[] {
  const scored = scorePairs(pairs, embedded);
  return pairs.flatMap(({ a, b, same }, at) => {
    const [first, second] = [embedded.faces.get(a), embedded.faces.get(b)];
    return first && second ? [{ same, similarity: scored[at]!.similarity, first, second }] : [];
  });
}

function judge(pairs: readonly FacePair[], threshold: number): MeasureReport[] {
  const genuine = pairs.filter(({ same }) => same);
  if (genuine.length === 0) return [];
  const similarities = genuine.map(({ similarity }) => similarity);
  const reports = measures().flatMap(([measure, of]) => {
    const qualities = genuine.map(({ first, second }) => {
      const [a, b] = [of(first), of(second)];
      return a === null || b === null ? null : Math.min(a, b);
    });
    if (!qualities.every((q) => q !== null)) return [];
    const judged = qualities.map((quality, at) => ({
      quality,
      refused: similarities[at]! < threshold,
    }));
    const correlation = rankCorrelation(qualities, similarities);
    return [{ measure, correlation, ...errorVersusDiscard(judged, DISCARDS) }];
  });
  return reports.sort((a, b) => b.gain - a.gain || b.correlation - a.correlation);
}

const boxWidth = ({ box }: Face) => box?.[2] ?? Number.NaN;
const interEye = ({ quality }: Face) => quality?.interEyeDistancePx ?? Number.NaN;

function sizes(pairs: readonly FacePair[], threshold: number): SizeReport {
  const sized = (px: (face: Face) => number) =>
    pairs.map(({ first, second, ...rest }) => ({ ...rest, px: Math.min(px(first), px(second)) }));
  return {
    boxWidthPx: bySize(sized(boxWidth), threshold, BOX_WIDTHS),
    interEyePx: bySize(sized(interEye), threshold, EYE_DISTANCES),
  };
}

/** Up to `count` genuine and as many impostor pairs, evenly spaced, in the list's order. */
export function spaced(pairs: readonly PairRow[], count: number): PairRow[] {
  return [true, false].flatMap((kind) => {
    const list = pairs.filter(({ same }) => same === kind);
    if (list.length <= count) return list;
    return Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]!);
  });
}

/** Embeds the second image of each pair shrunk, and compares it with the first as it is. */
async function tryScale(
  scale: number,
  threshold: number,
  tried: readonly PairRow[],
  whole: EmbeddedFiles,
  cache: FaceCache,
  work: Work,
): Promise<{ report: ScaleReport; pairs: FacePair[] }> {
  const small = await embedFiles(
    tried.map(({ b }) => b),
    cache,
    work,
    { name: `area ${scale}, mesh`, change: (image) => shrunk(image, scale), mesh: true },
  );
  const pairs: FacePair[] = [];
  const scored = tried.map(({ a, b, same }) => {
    const [first, second] = [whole.faces.get(a), small.faces.get(b)];
    if (!first || !second) return { same, similarity: -Infinity };
    const similarity = cosine(first.vector, second.vector);
    pairs.push({ same, similarity, first, second });
    return { same, similarity };
  });
  const seen = [...small.faces.values()];
  const report = {
    scale,
    medianBoxWidthPx: quantile(seen.map(boxWidth), 0.5),
    medianInterEyePx: quantile(seen.map(interEye), 0.5),
    noFace: small.failed.length,
    ...errorRates(scored, threshold),
  };
  return { report, pairs };
}

/**
 * What the quality measures are worth: for each, error versus discard over the genuine pairs at the
 * threshold of `fmr`, by the worse image of a pair; and error rates by size of face, on the images as
 * they are and, with `scales`, with the second image of some pairs shrunk. The mesh is asked too. Faults as embedFiles.
 */
export async function evaluateQuality(
  pairs: readonly PairRow[],
  { fmr, scales, sample }: QualityOptions,
  cache: FaceCache,
  work: Work,
): Promise<QualityReport> {
  const embedded = await embedFiles(imagesOf(pairs), cache, work, { name: 'mesh', mesh: true });
  const compared = facePairs(pairs, embedded);
  const scores = (kind: boolean) =>
    compared.filter(({ same }) => same === kind).map(({ similarity }) => similarity);
  const [genuine, impostor] = [scores(true), scores(false)];
  const { threshold, accepted } = tarAtFmr({ genuine, impostor }, fmr);
  const refused = genuine.length - accepted;

  const tried = spaced(pairs, sample);
  const tries: { report: ScaleReport; pairs: FacePair[] }[] = [];
  for (const scale of scales) {
    tries.push(await tryScale(scale, threshold, tried, embedded, cache, work));
  }

  const small = tries.flatMap(({ pairs: some }) => some);

  return {
    pairs: compared.length,
    genuine: genuine.length,
    impostor: impostor.length,
    images: imagesOf(pairs).length,
    failedToEnrol: embedded.failed,
    fmr,
    threshold,
    refused,
    fnmr: refused / genuine.length,
    interval: wilson(refused, genuine.length),
    measures: judge(compared, threshold),
    bySize: sizes(compared, threshold),
    scales: tries.map(({ report }) => report),
    bySizeShrunk: sizes(small, threshold),
    measuresShrunk: judge(small, threshold),
  };
}
