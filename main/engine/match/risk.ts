import { calibrationLaw, interpolate, whereFalls, type NonMatedLaw } from './riskLaw';

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
  /**
   * [FMR of one template, theta], rates falling: a person with m templates is reached as often as
   * m^theta people with one. Without it templates count as independent (theta 1), which is never too low.
   */
  grouping?: [rate: number, theta: number][] | undefined;
  /** [frames, factor]: how much more often a probe fused of so many reaches a high similarity. */
  fusion?: [frames: number, factor: number][] | undefined;
}

/** What one search looks through, and with what. */
export interface Searched {
  templates: number;
  /** With at least one template each. */
  people: number;
  /** Frames fused into the probe; 1 when not given. */
  frames?: number;
}

export interface RiskModel extends NonMatedLaw {
  /** False non-match rate of one genuine comparison at `t`. */
  fnmr(t: number): number;
  /**
   * False positive identification rate: the chance that a stranger reaches `t` with at least one
   * template, 1 - (1 - FMR)^n (ISO/IEC 19795-1, comparisons with different people independent).
   * A number stands for so many people with one template and a probe of one frame. Templates of one
   * person look alike, so n is people * (templates a person)^theta; measured on LFW theta is .69 at
   * an FMR of 1e-2, .78 at 1e-3, .89 at 1e-4, .98 at 1e-5 (the exponent of an effective sample size;
   * cf. the extremal index, Leadbetter 1983). People with unequal numbers are reached less often than
   * the mean says, because m^theta is concave. Fusing frames takes away what is accidental to one and
   * leaves what makes people look alike: FMR is multiplied by the calibration's factor (LFW, three
   * photographs of different days: about 1.5; three frames of one take on NUAA: 1.0 to 1.1).
   */
  fpir(t: number, n: number | Searched): number;
  /** The threshold at which a search has this FPIR: the inverse of `fpir` in `t`. */
  thresholdFor(fpir: number, n: number | Searched): number;
}

/** Thresholds remembered. */
const KEPT = 64;

/**
 * `law` says how similar different people are: the calibration's own where none is given, or that
 * joined with a site's (`joinSite`).
 */
export function createRiskModel(
  calibration: RiskCalibration,
  law: NonMatedLaw = calibrationLaw(calibration),
): RiskModel {
  const { fnmrQuantiles, grouping, fusion } = calibration;
  const misses = [...fnmrQuantiles]
    .sort((a, b) => a[1] - b[1])
    .map(([fnmr, t]): [number, number] => [t, fnmr]);
  const thetas = (grouping?.length ? grouping : [[1, 1] as [number, number]])
    .map(([rate, theta]): [number, number] => [Math.log10(rate), theta])
    .sort((a, b) => a[0] - b[0]);
  const factors = [[1, 1] as const, ...(fusion ?? [])].sort((a, b) => a[0] - b[0]);

  const fpir = (t: number, n: number | Searched): number => {
    const {
      templates,
      people,
      frames = 1,
    } = typeof n === 'number' ? { templates: n, people: n } : n;
    if (people === 0) return 0;
    const one = law.fmr(t);
    const theta = interpolate(thetas, Math.log10(Math.max(one, Number.MIN_VALUE)));
    const effective = people * (templates / people) ** theta;
    const fused = one * interpolate(factors, frames);
    // log1p and expm1 keep rates of 1e-9 from rounding to nothing.
    return -Math.expm1(effective * Math.log1p(-Math.min(fused, 1 - 1e-12)));
  };
  // Asked several times a frame, and always the same.
  const known = new Map<string, number>();
  const thresholdFor = (target: number, { templates, people, frames = 1 }: Searched): number => {
    const key = `${target} ${templates} ${people} ${frames}`;
    let t = known.get(key);
    if (t === undefined) {
      const searched =
        people > 0 ? { templates, people, frames } : { templates: 1, people: 1, frames };
      t = whereFalls((at) => fpir(at, searched), target);
      if (known.size >= KEPT) known.clear();
      known.set(key, t);
    }
    return t;
  };
  return {
    ...law,
    fnmr: (t) => interpolate(misses, t),
    fpir,
    thresholdFor: (target, n) =>
      typeof n === 'number'
        ? law.thresholdForFmr(-Math.expm1(Math.log1p(-target) / Math.max(1, n)))
        : thresholdFor(target, n),
  };
}
