import { whereFalls, type NonMatedLaw } from './riskLaw';
import type { SiteEvidence } from './siteScores';

/** So many people of its own, and a site counts as much as the calibration. */
const EQUAL_AT_PEOPLE = 100;
/** The tail is the highest tenth of as many pairs as there are people, within these bounds. */
const TAIL_SHARE = 0.1;
const TAIL_PAIRS = { least: 10, most: 200 };
/** The model's slope counts as so many pairs of the site's tail. */
const SLOPE_PRIOR = 20;
/**
 * Pairs so alike that the model expects one in ten million are twins, or one person filed twice: the
 * hard cases' business, not evidence about strangers (the calibration leaves them out likewise).
 */
const TOO_ALIKE = 1e-7;
/** Where there are more of them than a pair for so many people, these people do look alike. */
const PEOPLE_A_DOUBLE = 50;
const LEAST_PAIRS = 45;

export interface SiteLaw extends NonMatedLaw {
  /** How much the site's own people count, 0 to 1. */
  weight: number;
  /** Pairs that were counted. */
  pairs: number;
}

/**
 * The model's law joined with a site's own: FMR = (1 - w) FMR_model + w FMR_site, the mean of a
 * Dirichlet process after the site's sightings (Ferguson 1973), with w = P / (P + 100) for P people;
 * by people and not by pairs, because pairs that share a person are not independent. FMR_site is the
 * share of the site's pairs up to its highest `k` (k = P / 10, 10 to 200), and beyond them the
 * model's own fall with another slope: FMR_site(t) = k/n (FMR_model(t) / FMR_model(u))^(1/b), where b
 * is the mean of log FMR_model(u) - log FMR_model(t) over the k pairs, with the model's slope (1) as
 * 20 more (the conjugate prior of an exponential law's mean). That is peaks over threshold (Hill 1975)
 * on the model's own scale. With no site data it is the model, with very much it is the site.
 */
export function joinSite(model: NonMatedLaw, { people, nonMated }: SiteEvidence): SiteLaw {
  const { from, width, counts } = nonMated;
  const limit = model.thresholdForFmr(TOO_ALIKE);
  const doublesFrom = Math.min(counts.length, Math.ceil((limit - from) / width));
  const doubles = counts.subarray(doublesFrom).reduce((sum, n) => sum + n, 0);
  const last = doubles * PEOPLE_A_DOUBLE > people ? counts.length : doublesFrom;
  // reach[i]: pairs at or over the lower edge of bin i.
  const reach = new Float64Array(last + 1);
  for (let bin = last - 1; bin >= 0; bin--) reach[bin] = reach[bin + 1]! + counts[bin]!;
  const pairs = reach[0]!;
  if (pairs < LEAST_PAIRS) return { ...model, weight: 0, pairs };

  const wanted = Math.min(
    TAIL_PAIRS.most,
    Math.max(TAIL_PAIRS.least, Math.round(people * TAIL_SHARE)),
  );
  let edge = last;
  while (edge > 0 && reach[edge]! < wanted) edge--;
  const k = reach[edge]!;
  const u = from + edge * width;
  const atU = Math.log(model.fmr(u));
  let excess = 0;
  for (let bin = edge; bin < last; bin++) {
    const n = counts[bin]!;
    const at = model.fmr(from + (bin + 0.5) * width);
    if (n > 0) excess += n * (atU - Math.log(Math.max(at, Number.MIN_VALUE)));
  }
  const slope = (SLOPE_PRIOR + excess) / (SLOPE_PRIOR + k);

  const site = (t: number): number => {
    if (t >= u) {
      const one = model.fmr(t);
      return one === 0 ? 0 : (k / pairs) * Math.exp((Math.log(one) - atU) / slope);
    }
    const at = Math.max(0, (t - from) / width);
    const bin = Math.floor(at);
    return (reach[bin]! + (at - bin) * (reach[bin + 1]! - reach[bin]!)) / pairs;
  };
  const weight = people / (people + EQUAL_AT_PEOPLE);
  const fmr = (t: number) => (1 - weight) * model.fmr(t) + weight * site(t);
  return { fmr, thresholdForFmr: (rate) => whereFalls(fmr, rate), weight, pairs };
}
