import type { Calibration } from '../vision/manifest';
import { measureGroups } from './calibrateGroups';
import {
  atLeastExponential,
  fitPareto,
  misfitProbability,
  paretoMisfit,
  type Pareto,
} from './calibrateTail';
import { seeded } from './random';

/** One person's images as unit vectors, in a fixed order; the first one meets everybody else's first. */
export interface CalibrationPerson {
  name: string;
  vectors: readonly Float32Array[];
}

export interface CalibrationPlan {
  /** The data set's name, and the command that was run on it. */
  source: string;
  command: string;
  /** ISO date. */
  date: string;
  /** Non-mated pairs above this are one person filed under two names; they are left out, by name. */
  excludeAbove: number;
  /** Rate above whose quantile the tail is fitted. */
  tailRate: number;
  /** A person's mated pairs come from this many images at most, so that no one person rules. */
  imagesPerPerson: number;
  bootstraps: number;
  seed: number;
}

export const defaultPlan = {
  excludeAbove: 0.6,
  tailRate: 1e-4,
  imagesPerPerson: 6,
  bootstraps: 200,
  seed: 1,
} as const;

const FMRS = [0.5, 0.3, 0.1, 0.03, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6];
const FNMRS = [1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99];
const BINS = 20_000;
const CURVE = { from: -0.4, to: 1, step: 0.02 };

/** A non-mated comparison of persons `a` and `b`, by index. */
interface Pair {
  similarity: number;
  a: number;
  b: number;
}

/**
 * Measures an embedder's similarity distributions: non-mated over the first images of all people, a
 * pair each (kept as a histogram and the highest few), mated over each person's own images. The
 * non-mated tail is a generalised Pareto law with 95 % intervals from resampling people, because
 * pairs that share a person are not independent. `checkpoint` is called often and may throw.
 * Throws RangeError where there are too few pairs for `tailRate`.
 */
export function calibrate(
  people: readonly CalibrationPerson[],
  plan: CalibrationPlan,
  checkpoint: () => void = () => undefined,
): Calibration {
  const seen = compareFirsts(people, plan, checkpoint);
  const doubles = seen.top.filter(({ similarity }) => similarity > plan.excludeAbove);
  const top = seen.top.slice(doubles.length);
  const pairs = seen.pairs - doubles.length;
  for (const { similarity } of doubles) seen.histogram[binOf(similarity)]!--;
  const mated = compareOwn(people, plan.imagesPerPerson).sort((p, q) => p - q);
  const tail = fitTail(top, pairs, plan.tailRate);
  const fmrQuantiles = FMRS.filter((rate) => rate * pairs >= 1).map((rate): [number, number] => [
    rate,
    round(thresholdAt(rate, pairs, top, seen.histogram)),
  ]);
  const ks = paretoMisfit(tail, tail.excesses);
  const threshold = (rate: number) => thresholdAt(rate, pairs, top, seen.histogram);
  return {
    source: plan.source,
    date: plan.date,
    command: plan.command,
    people: people.length,
    images: people.reduce((sum, { vectors }) => sum + vectors.length, 0),
    pairs,
    matedPairs: mated.length,
    excluded: {
      rule: `Non-mated pairs with a similarity above ${plan.excludeAbove}: one person under two names, or one photograph filed twice`,
      pairs: doubles.map(({ a, b }) => [people[a]!.name, people[b]!.name]),
    },
    fmrQuantiles,
    tail: {
      kind: 'gpd',
      method: 'probability-weighted moments (Hosking and Wallis 1987), xi not below 0',
      u: round(tail.u),
      rate: plan.tailRate,
      xi: round(tail.xi),
      sigma: round(tail.sigma),
      exceedances: tail.excesses.length,
      ks: round(ks),
      ksP: round(misfitProbability(ks, tail.excesses.length, plan.bootstraps, seeded(plan.seed))),
      interval: bootstrapTail(top, people.length, plan),
    },
    fnmrQuantiles: FNMRS.map((rate) => [rate, round(mated[Math.floor(rate * mated.length)]!)]),
    ...measureGroups(people, threshold, plan.excludeAbove, checkpoint),
    curves: drawCurves(seen.histogram, pairs, mated),
  };
}

const binOf = (similarity: number) =>
  Math.min(BINS - 1, Math.max(0, Math.floor(((similarity + 1) / 2) * BINS)));
const round = (value: number) => Number(value.toFixed(5));

function compareFirsts(
  people: readonly CalibrationPerson[],
  { tailRate }: CalibrationPlan,
  checkpoint: () => void,
) {
  const pairs = (people.length * (people.length - 1)) / 2;
  // Five times the tail, so that a resample of people still holds a whole tail.
  const wanted = Math.ceil(pairs * tailRate * 5);
  if (pairs * tailRate < 20)
    throw new RangeError(`${people.length} people are too few for the tail`);
  const histogram = new Float64Array(BINS);
  let top: Pair[] = [];
  let floor = -Infinity;
  const prune = () => {
    top = top.sort((p, q) => q.similarity - p.similarity).slice(0, wanted);
    floor = top.length < wanted ? -Infinity : top.at(-1)!.similarity;
  };
  for (const [a, { vectors }] of people.entries()) {
    checkpoint();
    for (let b = a + 1; b < people.length; b++) {
      const similarity = dot(vectors[0]!, people[b]!.vectors[0]!);
      histogram[binOf(similarity)]!++;
      if (similarity > floor) top.push({ similarity, a, b });
    }
    if (top.length > 4 * wanted) prune();
  }
  prune();
  return { pairs, histogram, top };
}

/** Similarities of all pairs of one person's images, over all people. */
function compareOwn(people: readonly CalibrationPerson[], most: number): number[] {
  return people.flatMap(({ vectors }) => {
    const used = vectors.slice(0, most);
    return used.flatMap((p, i) => used.slice(i + 1).map((q) => dot(p, q)));
  });
}

function dot(p: Float32Array, q: Float32Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < p.length; i += 4) {
    s0 += p[i]! * q[i]!;
    s1 += p[i + 1]! * q[i + 1]!;
    s2 += p[i + 2]! * q[i + 2]!;
    s3 += p[i + 3]! * q[i + 3]!;
  }
  return s0 + s1 + s2 + s3;
}

function fitTail(
  top: readonly Pair[],
  pairs: number,
  rate: number,
): Pareto & { u: number; excesses: number[] } {
  const count = Math.round(pairs * rate);
  const u = (top[count - 1]!.similarity + top[count]!.similarity) / 2;
  const excesses = top.slice(0, count).map(({ similarity }) => similarity - u);
  const law = fitPareto(excesses.map((value) => ({ value, weight: 1 })));
  return { u, excesses, ...atLeastExponential(law) };
}

/** The threshold that this share of the pairs reaches: exact within `top`, by the histogram below it. */
function thresholdAt(
  rate: number,
  pairs: number,
  top: readonly Pair[],
  histogram: Float64Array,
): number {
  const count = Math.round(rate * pairs);
  const [last, next] = [top[count - 1], top[count]];
  if (last !== undefined && next !== undefined) return (last.similarity + next.similarity) / 2;
  let above = 0;
  let bin = BINS;
  while (above < count && bin > 0) above += histogram[--bin]!;
  return (bin / BINS) * 2 - 1;
}

function bootstrapTail(
  top: readonly Pair[],
  people: number,
  plan: CalibrationPlan,
): Calibration['tail']['interval'] {
  const random = seeded(plan.seed);
  const fits = Array.from({ length: plan.bootstraps }, () => {
    const drawn = new Uint16Array(people);
    for (let i = 0; i < people; i++) drawn[Math.floor(random() * people)]!++;
    return weightedTail(top, drawn, plan.tailRate);
  }).filter((fit) => fit !== null);
  if (fits.length === 0) return null;
  const range = (pick: (fit: (typeof fits)[number]) => number): [number, number] => {
    const values = fits.map(pick).sort((p, q) => p - q);
    const at = (share: number) => round(values[Math.floor(share * (values.length - 1))]!);
    return [at(0.025), at(0.975)];
  };
  return { xi: range(({ xi }) => xi), sigma: range(({ sigma }) => sigma), u: range(({ u }) => u) };
}

/** The tail where person i counts `drawn[i]` times. Null where the kept pairs do not fill the tail. */
function weightedTail(
  top: readonly Pair[],
  drawn: Uint16Array,
  rate: number,
): (Pareto & { u: number }) | null {
  let [sum, squares] = [0, 0];
  for (const count of drawn) {
    sum += count;
    squares += count * count;
  }
  const wanted = ((sum * sum - squares) / 2) * rate;
  const excesses: { value: number; weight: number }[] = [];
  let weightSum = 0;
  for (const { similarity, a, b } of top) {
    const weight = drawn[a]! * drawn[b]!;
    if (weightSum >= wanted) {
      const shifted = excesses.map((entry) => ({
        value: entry.value - similarity,
        weight: entry.weight,
      }));
      return { u: similarity, ...fitPareto(shifted) };
    }
    if (weight === 0) continue;
    weightSum += weight;
    excesses.push({ value: similarity, weight });
  }
  return null;
}

function drawCurves(
  histogram: Float64Array,
  pairs: number,
  mated: readonly number[],
): Calibration['curves'] {
  const count = Math.round((CURVE.to - CURVE.from) / CURVE.step);
  const similarity = Array.from({ length: count }, (_, i) =>
    round(CURVE.from + (i + 0.5) * CURVE.step),
  );
  const slot = (value: number) => Math.floor((value - CURVE.from) / CURVE.step + 1e-9);
  const nonMatedDensity = new Float64Array(count);
  const matedDensity = new Float64Array(count);
  histogram.forEach((found, bin) => {
    const at = slot(((bin + 0.5) / BINS) * 2 - 1);
    if (at >= 0 && at < count) nonMatedDensity[at]! += found / (pairs * CURVE.step);
  });
  for (const value of mated) {
    const at = slot(value);
    if (at >= 0 && at < count) matedDensity[at]! += 1 / (mated.length * CURVE.step);
  }
  return {
    similarity,
    mated: Array.from(matedDensity, round),
    nonMated: Array.from(nonMatedDensity, round),
  };
}
