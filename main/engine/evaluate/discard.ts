import { seeded, shuffled } from './random';

/** A genuine pair: whether it was refused, and the quality of the worse of its two images. */
export interface JudgedPair {
  refused: boolean;
  quality: number;
}

export interface DiscardPoint {
  /** Share of the pairs left out, worst quality first. */
  discarded: number;
  kept: number;
  /** Refused pairs left; a fraction where the cut falls among pairs of equal quality. */
  refused: number;
  fnmr: number;
}

export interface DiscardReport {
  points: DiscardPoint[];
  /** Mean FNMR over the shares from 0 to the limit, by this measure, by chance, and by an oracle. */
  area: { measure: number; random: number; ideal: number };
  /** How far the curve goes from chance (0) to the oracle (1); below 0 it is worse than chance. */
  gain: number;
  /** Share of random orders whose area is as small: small means that the gain is hardly luck. */
  chance: number;
}

const ORDERS = 2000;

/**
 * Refused pairs among the `k` worst, for every k: within a run of equal quality each pair stands for
 * the run's mean, which is what discarding them in random order gives on average.
 */
function refusedAmongWorst(pairs: readonly JudgedPair[]): Float64Array {
  const sorted = [...pairs].sort((a, b) => a.quality - b.quality);
  const sums = new Float64Array(sorted.length + 1);
  for (let start = 0; start < sorted.length;) {
    let end = start;
    let refused = 0;
    for (; end < sorted.length && sorted[end]!.quality === sorted[start]!.quality; end++) {
      if (sorted[end]!.refused) refused++;
    }
    const share = refused / (end - start);
    for (let i = start; i < end; i++) sums[i + 1] = sums[i]! + share;
    start = end;
  }
  return sums;
}

/** Mean FNMR of what is left after leaving out 0, 1, ... `most` pairs (trapezoids). */
function meanFnmr(amongWorst: (k: number) => number, pairs: number, most: number): number {
  const all = amongWorst(pairs);
  const at = (k: number) => (all - amongWorst(k)) / (pairs - k);
  let sum = 0;
  for (let k = 0; k < most; k++) sum += (at(k) + at(k + 1)) / 2;
  return sum / most;
}

/**
 * Error versus discard (Grother and Tabassi, "Performance of biometric quality measures", 2007;
 * ISO/IEC 29794-1): the false non-match rate of the genuine pairs left when those of the worst
 * quality are left out. `shares` are the points reported; the areas reach to the greatest of them.
 * A measure that says nothing follows chance, whose rate stays the same. NaN without pairs.
 */
export function errorVersusDiscard(
  pairs: readonly JudgedPair[],
  shares: readonly number[],
  seed = 1,
): DiscardReport {
  const n = pairs.length;
  const sums = refusedAmongWorst(pairs);
  const refusedAll = pairs.filter(({ refused }) => refused).length;
  const most = Math.min(n - 1, Math.max(1, Math.round(n * Math.max(...shares))));
  const area = {
    measure: meanFnmr((k) => sums[k]!, n, most),
    random: refusedAll / n,
    ideal: meanFnmr((k) => Math.min(k, refusedAll), n, most),
  };
  return {
    points: shares.map((discarded) => {
      const cut = Math.min(n - 1, Math.round(n * discarded));
      const refused = refusedAll - sums[cut]!;
      return { discarded, kept: n - cut, refused, fnmr: refused / (n - cut) };
    }),
    area,
    gain: refusedAll === 0 ? Number.NaN : (area.random - area.measure) / (area.random - area.ideal),
    chance: chanceOf(pairs, area.measure, most, seed),
  };
}

/** Share of random orders, of ORDERS drawn from `seed` and the given one, whose area is at most `area`. */
function chanceOf(pairs: readonly JudgedPair[], area: number, most: number, seed: number): number {
  const random = seeded(seed);
  const flags = pairs.map(({ refused }) => (refused ? 1 : 0));
  let asGood = 0;
  for (let order = 0; order < ORDERS; order++) {
    let among = 0;
    const sums = [0, ...shuffled(flags, random).map((flag) => (among += flag))];
    if (meanFnmr((k) => sums[k]!, pairs.length, most) <= area + 1e-12) asGood++;
  }
  return (asGood + 1) / (ORDERS + 1);
}

/** Ranks from 1 of the values; equal ones share their mean rank. */
function ranks(values: readonly number[]): Float64Array {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const out = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) out[order[i]!] = (start + end + 1) / 2;
    start = end;
  }
  return out;
}

/**
 * Spearman's rank correlation of two lists of equal length, -1 to 1; 0 where one of them is all the
 * same. It sees what a handful of refused pairs cannot: whether similarity falls with quality.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [dx, dy] = [x[i]! - mean, y[i]! - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
