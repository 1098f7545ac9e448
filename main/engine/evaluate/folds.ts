import { meanAndStd, wilson, type Interval } from './intervals';

/** One compared pair; -Infinity where it could not be compared. */
export interface ScoredPair {
  similarity: number;
  same: boolean;
}

export interface Accuracy {
  accuracy: number;
  /** Sample standard deviation over the blocks, or the binomial one where there is one block. */
  accuracyStd: number;
  interval: Interval;
  /** Mean over the blocks. */
  threshold: number;
  /** Where the threshold came from; `same-list` is optimistic, because it was chosen on its own test. */
  thresholdFrom: 'other-folds' | 'train-list' | 'same-list';
  folds: number;
}

const right = (pairs: readonly ScoredPair[], threshold: number) =>
  pairs.filter(({ similarity, same }) => similarity >= threshold === same).length;

/**
 * The threshold that puts most pairs on their right side; the middle of the gap between two scores.
 * The lowest of equally good ones. 0 for an empty list.
 */
export function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = [...pairs].sort((a, b) => a.similarity - b.similarity);
  let correct = sorted.filter(({ same }) => same).length;
  let best = -1;
  let threshold = 0;
  sorted.forEach(({ similarity, same }, index) => {
    const below = sorted[index - 1]?.similarity;
    // A threshold can only lie between two different scores.
    if (similarity !== below && Number.isFinite(similarity) && correct > best) {
      best = correct;
      threshold =
        below !== undefined && Number.isFinite(below) ? (below + similarity) / 2 : similarity;
    }
    correct += same ? -1 : 1;
  });
  const top = sorted.at(-1)?.similarity;
  return correct > best && top !== undefined && Number.isFinite(top) ? top + 1e-6 : threshold;
}

/** `k` consecutive blocks of nearly equal length, as the LFW protocol cuts its list. */
export function blocks<T>(list: readonly T[], k: number): T[][] {
  return Array.from({ length: k }, (_, block) =>
    list.slice(Math.floor((block * list.length) / k), Math.floor(((block + 1) * list.length) / k)),
  );
}

/** Whether every one of `k` consecutive blocks holds pairs of both kinds. */
export function foldable(pairs: readonly ScoredPair[], k: number): boolean {
  return (
    pairs.length >= k &&
    blocks(pairs, k).every((b) => b.some(({ same }) => same) && b.some(({ same }) => !same))
  );
}

/** Accuracy over `k` consecutive blocks, each judged at the threshold that is best for the others. */
export function foldAccuracy(pairs: readonly ScoredPair[], k: number): Accuracy {
  const parts = blocks(pairs, k);
  const thresholds = parts.map((_, held) =>
    bestThreshold(parts.flatMap((b, at) => (at === held ? [] : b))),
  );
  const correct = parts.map((block, at) => right(block, thresholds[at]!));
  const { mean, std } = meanAndStd(correct.map((count, at) => count / parts[at]!.length));
  return {
    accuracy: mean,
    accuracyStd: std,
    interval: wilson(
      correct.reduce((sum, count) => sum + count, 0),
      pairs.length,
    ),
    threshold: meanAndStd(thresholds).mean,
    thresholdFrom: 'other-folds',
    folds: k,
  };
}

/** Accuracy at a threshold chosen on `train`, or, without it, on the list itself. */
export function listAccuracy(
  pairs: readonly ScoredPair[],
  train?: readonly ScoredPair[],
): Accuracy {
  const threshold = bestThreshold(train ?? pairs);
  const correct = right(pairs, threshold);
  const accuracy = correct / pairs.length;
  return {
    accuracy,
    accuracyStd: Math.sqrt((accuracy * (1 - accuracy)) / pairs.length),
    interval: wilson(correct, pairs.length),
    threshold,
    thresholdFrom: train ? 'train-list' : 'same-list',
    folds: 1,
  };
}
