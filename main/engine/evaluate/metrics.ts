/**
 * Comparison metrics of ISO/IEC 19795-1. A pair is accepted when its similarity is at least the
 * threshold. A pair that could not be compared (no face in one image) has the score -Infinity, so
 * that it is refused at every threshold.
 */
export interface Scores {
  /** Similarities of pairs of the same person. */
  genuine: readonly number[];
  /** Similarities of pairs of different people. */
  impostor: readonly number[];
}

export interface WorkingRate {
  threshold: number;
  /** Share of genuine pairs accepted. */
  tar: number;
  /** Share of impostor pairs accepted, at most the one asked for. */
  fmr: number;
  accepted: number;
}

export interface DetPoint {
  threshold: number;
  fmr: number;
  fnmr: number;
}

const ascending = (values: readonly number[]) => Float64Array.from(values).sort();

/** Number of values >= t in an ascending array. */
export function countAtLeast(sorted: ArrayLike<number>, t: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! >= t) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

/** The lowest value of an ascending array above t; Infinity when there is none. */
const firstAbove = (sorted: Float64Array, t: number) => sorted.find((v) => v > t) ?? Infinity;

/** A threshold that separates `below` from the next score above it; just above when there is none. */
function between(below: number, above: number): number {
  if (!Number.isFinite(below)) return Number.isFinite(above) ? above : 0;
  if (!Number.isFinite(above)) return below + 1e-6;
  const middle = (below + above) / 2;
  return middle > below ? middle : above;
}

/**
 * Area under the ROC curve: the chance that a genuine pair scores above an impostor pair, ties
 * counting half (Mann-Whitney U). NaN when either list is empty.
 */
export function auc({ genuine, impostor }: Scores): number {
  const g = ascending(genuine);
  const i = ascending(impostor);
  let below = 0;
  let upTo = 0;
  let sum = 0;
  for (const score of g) {
    while (below < i.length && i[below]! < score) below++;
    while (upTo < i.length && i[upTo]! <= score) upTo++;
    sum += (below + upTo) / 2;
  }
  return sum / (g.length * i.length);
}

/**
 * True accept rate at the lowest threshold whose false match rate is at most `fmr`. With fewer than
 * 1 / fmr impostor pairs that is the threshold above all of them.
 */
export function tarAtFmr({ genuine, impostor }: Scores, fmr: number): WorkingRate {
  const g = ascending(genuine);
  const i = ascending(impostor);
  // The epsilon keeps 0.001 * 3000 from becoming 2.
  const allowed = Math.min(i.length, Math.floor(fmr * i.length + 1e-9));
  const refused = i[i.length - 1 - allowed] ?? -Infinity;
  const next = Math.min(firstAbove(g, refused), firstAbove(i, refused));
  const threshold = between(refused, next);
  const accepted = countAtLeast(g, threshold);
  return {
    threshold,
    tar: accepted / g.length,
    fmr: countAtLeast(i, threshold) / i.length,
    accepted,
  };
}

/**
 * The trade-off at every threshold where it changes, from accepting all to refusing all, thinned
 * evenly to at most `limit` points with both ends kept.
 */
export function detCurve({ genuine, impostor }: Scores, limit = 200): DetPoint[] {
  const g = ascending(genuine);
  const i = ascending(impostor);
  const finite = [...g, ...i].filter(Number.isFinite).sort((a, b) => a - b);
  const thresholds = [...new Set(finite)];
  const top = thresholds.at(-1);
  if (top === undefined) return [];
  thresholds.push(top + 1e-6);
  const step = Math.max(1, (thresholds.length - 1) / (limit - 1));
  const kept = new Set<number>();
  for (let at = 0; at < thresholds.length - 1; at += step) kept.add(Math.floor(at));
  kept.add(thresholds.length - 1);
  return [...kept].map((index) => {
    const threshold = thresholds[index]!;
    return {
      threshold,
      fmr: countAtLeast(i, threshold) / i.length,
      fnmr: 1 - countAtLeast(g, threshold) / g.length,
    };
  });
}

/**
 * Equal error rate: where the false match and false non-match rates cross, between two thresholds
 * on the straight line through both. Also the threshold.
 */
export function equalErrorRate(scores: Scores): { eer: number; threshold: number } {
  const curve = detCurve(scores, Infinity);
  let before: DetPoint | undefined;
  for (const point of curve) {
    if (point.fnmr >= point.fmr) {
      if (!before) return { eer: (point.fmr + point.fnmr) / 2, threshold: point.threshold };
      const gapBefore = before.fmr - before.fnmr;
      const gapHere = point.fnmr - point.fmr;
      const share = gapBefore / (gapBefore + gapHere || 1);
      return {
        eer: before.fmr + share * (point.fmr - before.fmr),
        threshold: before.threshold + share * (point.threshold - before.threshold),
      };
    }
    before = point;
  }
  return { eer: Number.NaN, threshold: Number.NaN };
}
