/**
 * What a threshold means. Everything here speaks of one embedding model's calibration: the scores of
 * pairs of different people (non-mated) and of the same people (mated) on a named data set.
 */
export interface RiskCalibration {
  /** Pairs of [false match rate, threshold], rates falling; log-linear in between. */
  fmrQuantiles: [rate: number, threshold: number][];
  /**
   * Generalised Pareto tail above `u`: FMR(t) = rate * (1 + xi (t - u) / sigma)^(-1/xi)
   * (Pickands 1975; peaks over threshold).
   */
  tail: { u: number; rate: number; xi: number; sigma: number };
  /** Pairs of [false non-match rate, threshold], rates rising; linear in between. */
  fnmrQuantiles: [rate: number, threshold: number][];
}

export interface RiskModel {
  /** False match rate of one comparison at similarity `t`. */
  fmr(t: number): number;
  /** False non-match rate of one genuine comparison at `t`. */
  fnmr(t: number): number;
  /**
   * False positive identification rate: the chance that a stranger reaches `t` with at least one of
   * `n` templates, comparisons taken as independent: 1 - (1 - FMR)^n (ISO/IEC 19795-1).
   */
  fpir(t: number, n: number): number;
  /** The threshold at which a search of `n` templates has this FPIR. */
  thresholdFor(fpir: number, n: number): number;
  /** The threshold at which one comparison has this FMR (1:1 verification). */
  thresholdForFmr(fmr: number): number;
}

const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

/** Linear interpolation of y at x through points whose x rises; the ends are held. */
function interpolate(points: [x: number, y: number][], x: number): number {
  const first = points[0]!;
  const last = points.at(-1)!;
  if (x <= first[0]) return first[1];
  if (x >= last[0]) return last[1];
  const next = points.findIndex(([px]) => px >= x);
  const [x0, y0] = points[next - 1]!;
  const [x1, y1] = points[next]!;
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

export function createRiskModel({ fmrQuantiles, tail, fnmrQuantiles }: RiskCalibration): RiskModel {
  const { u, rate, xi, sigma } = tail;
  // Body: log10(FMR) against the threshold, from FMR 1 at similarity -1 down to where the tail begins.
  const body: [t: number, logRate: number][] = [[-1, 0]];
  for (const [fmr, t] of [...fmrQuantiles].sort((a, b) => a[1] - b[1])) {
    if (t < u && t > body.at(-1)![0]) body.push([t, Math.log10(fmr)]);
  }
  body.push([u, Math.log10(rate)]);
  const inverse = body.map(([t, logRate]): [number, number] => [logRate, t]).reverse();
  const misses = [...fnmrQuantiles]
    .sort((a, b) => a[1] - b[1])
    .map(([fnmr, t]): [number, number] => [t, fnmr]);

  const fmr = (t: number): number => {
    if (t <= u) return 10 ** interpolate(body, t);
    const excess = t - u;
    if (Math.abs(xi) < 1e-9) return rate * Math.exp(-excess / sigma);
    const base = 1 + (xi * excess) / sigma;
    return base <= 0 ? 0 : rate * base ** (-1 / xi);
  };
  const thresholdForFmr = (target: number): number => {
    const wanted = clamp(target, Number.MIN_VALUE, 1);
    if (wanted >= rate) return interpolate(inverse, Math.log10(wanted));
    const t =
      Math.abs(xi) < 1e-9
        ? u + sigma * Math.log(rate / wanted)
        : u + (sigma / xi) * ((rate / wanted) ** xi - 1);
    return clamp(t, -1, 1);
  };
  return {
    fmr,
    fnmr: (t) => interpolate(misses, t),
    // log1p and expm1 keep rates of 1e-9 from rounding to nothing.
    fpir: (t, n) => -Math.expm1(n * Math.log1p(-Math.min(fmr(t), 1 - 1e-12))),
    thresholdFor: (fpir, n) => thresholdForFmr(-Math.expm1(Math.log1p(-fpir) / Math.max(1, n))),
    thresholdForFmr,
  };
}
