/** A generalised Pareto law for what exceeds a threshold: P(excess > x) = (1 + xi·x / sigma)^(−1/xi). */
export interface Pareto {
  xi: number;
  sigma: number;
}

/** An excess over the threshold, and how often it counts. */
export interface Excess {
  value: number;
  weight: number;
}

/**
 * Fits the law by probability-weighted moments (Hosking and Wallis, "Parameter and Quantile
 * Estimation for the Generalized Pareto Distribution", Technometrics 29, 1987), which unlike plain
 * moments stays stable for the heavy tails seen here (xi up to 0.5). Excesses may come in any order.
 * Throws RangeError without two different excesses.
 */
export function fitPareto(excesses: readonly Excess[]): Pareto {
  const sorted = [...excesses].sort((p, q) => p.value - q.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  let mean = 0;
  let moment = 0;
  for (const { value, weight } of sorted) {
    const survival = 1 - (before + weight / 2) / total;
    mean += (value * weight) / total;
    moment += (value * weight * survival) / total;
    before += weight;
  }
  const difference = mean - 2 * moment;
  const spread = (sorted.at(-1)?.value ?? 0) - (sorted[0]?.value ?? 0);
  if (!(spread > 0 && difference > 0)) throw new RangeError('A tail needs excesses that differ');
  return { xi: 2 - mean / difference, sigma: (2 * mean * moment) / difference };
}

/**
 * The law itself where its tail is heavy, else the exponential one (xi = 0) with the same mean. A
 * negative xi would promise that beyond some similarity no two people ever meet, which no finite
 * data set can show; the exponential law errs towards expecting more false matches.
 */
export function atLeastExponential({ xi, sigma }: Pareto): Pareto {
  return xi >= 0 ? { xi, sigma } : { xi: 0, sigma: sigma / (1 - xi) };
}

/** Share of the law below an excess. */
export function paretoBelow({ xi, sigma }: Pareto, excess: number): number {
  if (Math.abs(xi) < 1e-9) return 1 - Math.exp(-excess / sigma);
  const base = 1 + (xi * excess) / sigma;
  return base <= 0 ? 1 : 1 - base ** (-1 / xi);
}

/** Kolmogorov-Smirnov distance: the largest gap between the law and the excesses' own distribution. */
export function paretoMisfit(law: Pareto, excesses: readonly number[]): number {
  const sorted = [...excesses].sort((p, q) => p - q);
  const gaps = sorted.map((value, i) => {
    const below = paretoBelow(law, value);
    return Math.max(below - i / sorted.length, (i + 1) / sorted.length - below);
  });
  return Math.max(0, ...gaps);
}

/**
 * How often draws from a fitted law, fitted anew, lie as far from their fit as `ks` or farther: under
 * 0.1 the law is doubtful (parametric bootstrap, as in Clauset, Shalizi and Newman, SIAM Review 51,
 * 2009). The distance of a refitted Pareto law hardly depends on its shape, so exponential draws
 * stand for all. 1 for no repeats.
 */
export function misfitProbability(
  ks: number,
  count: number,
  repeats: number,
  random: () => number,
): number {
  let far = 0;
  for (let i = 0; i < repeats; i++) {
    const drawn = Array.from({ length: count }, () => -Math.log(1 - random()));
    const law = atLeastExponential(fitPareto(drawn.map((value) => ({ value, weight: 1 }))));
    if (paretoMisfit(law, drawn) >= ks) far++;
  }
  return repeats === 0 ? 1 : far / repeats;
}
