import { cosine } from '../match/fuse';
import { embedFiles, type EmbeddedFiles, type FailedImage, type Work } from './embedFiles';
import type { FaceCache } from './faceCache';
import { foldAccuracy, foldable, listAccuracy, type Accuracy, type ScoredPair } from './folds';
import { wilson, type Interval } from './intervals';
import type { PairRow } from './lists';
import { auc, detCurve, equalErrorRate, tarAtFmr, type DetPoint } from './metrics';

const RATES = ['1e-2', '1e-3', '1e-4'] as const;
const DEFAULT_FOLDS = 10;

export interface TarReport {
  tar: number;
  threshold: number;
  /** Measured at that threshold; 0 where the list has too few impostor pairs for the rate. */
  fmr: number;
  interval: Interval;
  /** Whether the list has at least 1 / rate impostor pairs; if not, the rate is only bounded. */
  resolved: boolean;
}

export interface VerificationReport extends Accuracy {
  pairs: number;
  genuine: number;
  impostor: number;
  images: number;
  /** Images in which no face could be used; every pair with one counts as refused. */
  failedToEnrol: FailedImage[];
  failureToEnrolRate: number;
  refusedPairs: { genuine: number; impostor: number };
  auc: number;
  eer: number;
  eerThreshold: number;
  tarAtFmr: Record<(typeof RATES)[number], TarReport>;
  det: DetPoint[];
  /** Pairs on the wrong side of `threshold`; similarity null where an image has no face. */
  wrongPairs: { a: string; b: string; same: boolean; similarity: number | null }[];
}

export interface VerificationLists {
  pairs: readonly PairRow[];
  train?: readonly PairRow[] | undefined;
  /** Consecutive blocks; without it ten where each block holds pairs of both kinds. */
  folds?: number | undefined;
}

/** Cosine of each pair; -Infinity where one of the two images has no usable face. */
export function scorePairs(pairs: readonly PairRow[], { faces }: EmbeddedFiles): ScoredPair[] {
  return pairs.map(({ a, b, same }) => {
    const [first, second] = [faces.get(a), faces.get(b)];
    return { same, similarity: first && second ? cosine(first.vector, second.vector) : -Infinity };
  });
}

function chooseAccuracy(
  scored: ScoredPair[],
  train: ScoredPair[] | undefined,
  folds?: number,
): Accuracy {
  if (train) return listAccuracy(scored, train);
  if (folds !== undefined) return foldAccuracy(scored, folds);
  if (foldable(scored, DEFAULT_FOLDS)) return foldAccuracy(scored, DEFAULT_FOLDS);
  return listAccuracy(scored);
}

function tarReport(scored: ScoredPair[], rate: string): TarReport {
  const genuine = scored.filter(({ same }) => same).map(({ similarity }) => similarity);
  const impostor = scored.filter(({ same }) => !same).map(({ similarity }) => similarity);
  const { tar, threshold, fmr, accepted } = tarAtFmr({ genuine, impostor }, Number(rate));
  return {
    tar,
    threshold,
    fmr,
    interval: wilson(accepted, genuine.length),
    resolved: impostor.length * Number(rate) >= 1,
  };
}

/**
 * Verification over a list of pairs, as LFW's protocol does it: accuracy with the threshold from
 * elsewhere, ROC measures, TAR at fixed FMR with Wilson intervals, failures to enrol by name.
 */
export async function evaluateVerification(
  { pairs, train, folds }: VerificationLists,
  cache: FaceCache,
  work: Work,
): Promise<VerificationReport> {
  const embedded = await embedFiles(imagesOf([...pairs, ...(train ?? [])]), cache, work);
  const scored = scorePairs(pairs, embedded);
  const scores = {
    genuine: scored.filter(({ same }) => same).map(({ similarity }) => similarity),
    impostor: scored.filter(({ same }) => !same).map(({ similarity }) => similarity),
  };
  const listed = new Set(imagesOf(pairs));
  const failedToEnrol = embedded.failed.filter(({ image }) => listed.has(image));
  const refused = (list: number[]) => list.filter((s) => s === -Infinity).length;
  const { eer, threshold: eerThreshold } = equalErrorRate(scores);
  const accuracy = chooseAccuracy(scored, train && scorePairs(train, embedded), folds);
  return {
    pairs: scored.length,
    genuine: scores.genuine.length,
    impostor: scores.impostor.length,
    images: listed.size,
    failedToEnrol,
    failureToEnrolRate: failedToEnrol.length / listed.size,
    refusedPairs: { genuine: refused(scores.genuine), impostor: refused(scores.impostor) },
    ...accuracy,
    auc: auc(scores),
    eer,
    eerThreshold,
    tarAtFmr: {
      '1e-2': tarReport(scored, '1e-2'),
      '1e-3': tarReport(scored, '1e-3'),
      '1e-4': tarReport(scored, '1e-4'),
    },
    det: detCurve(scores),
    wrongPairs: pairs.flatMap(({ a, b, same }, at) => {
      const { similarity } = scored[at]!;
      if (similarity >= accuracy.threshold === same) return [];
      return [{ a, b, same, similarity: Number.isFinite(similarity) ? similarity : null }];
    }),
  };
}

/** Every image of a list once, in order. */
export const imagesOf = (pairs: readonly PairRow[]) => [
  ...new Set(pairs.flatMap(({ a, b }) => [a, b])),
];
