import type { RiskCalibration } from './risk';

/** How similar different people's faces are: a survival function and its inverse. */
export interface NonMatedLaw {
  /** Share of comparisons of different people that reach similarity `t`: the false match rate. */
  fmr(t: number): number;
  /** The similarity at which the rate is this one, within -1..1. */
  thresholdForFmr(rate: number): number;
}

const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

/** Linear interpolation of y at x through points whose x rises; the ends are held. */
export function interpolate(points: readonly (readonly [x: number, y: number])[], x: number) {
  const first = points[0]!;
  const last = points.at(-1)!;
  if (x <= first[0]) return first[1];
  if (x >= last[0]) return last[1];
  const next = points.findIndex(([px]) => px >= x);
  const [x0, y0] = points[next - 1]!;
  const [x1, y1] = points[next]!;
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/**
 * The law of a model's calibration: log-linear between its quantiles, a generalised Pareto tail above
 * `u` (Pickands 1975; peaks over threshold).
 */
export function calibrationLaw({
  fmrQuantiles,
  tail: { u, rate, xi, sigma },
}: Pick<RiskCalibration, 'fmrQuantiles' | 'tail'>): NonMatedLaw {
  // Body: log10(FMR) against the threshold, from FMR 1 at similarity -1 down to where the tail begins.
  const body: [t: number, logRate: number][] = [[-1, 0]];
  for (const [fmr, t] of [...fmrQuantiles].sort((a, b) => a[1] - b[1])) {
    if (t < u && t > body.at(-1)![0]) body.push([t, Math.log10(fmr)]);
  }
  body.push([u, Math.log10(rate)]);
  const inverse = body.map(([t, logRate]): [number, number] => [logRate, t]).reverse();
  const exponential = Math.abs(xi) < 1e-9;
  return {
    fmr(t) {
      if (t <= u) return 10 ** interpolate(body, t);
      if (exponential) return rate * Math.exp(-(t - u) / sigma);
      const base = 1 + (xi * (t - u)) / sigma;
      return base <= 0 ? 0 : rate * base ** (-1 / xi);
    },
    thresholdForFmr(target) {
      const wanted = clamp(target, Number.MIN_VALUE, 1);
      if (wanted >= rate) return interpolate(inverse, Math.log10(wanted));
      const excess = exponential
        ? sigma * Math.log(rate / wanted)
        : (sigma / xi) * ((rate / wanted) ** xi - 1);
      return clamp(u + excess, -1, 1);
    },
  };
}

/**
 * The similarity in -1..1 where a falling function reaches `target`, by bisection to 1e-9; the end of
 * the range where it never does.
 */
export function whereFalls(falling: (t: number) => number, target: number): number {
  let [low, high] = [-1, 1];
  if (falling(low) <= target) return low;
  if (falling(high) >= target) return high;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (falling(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
