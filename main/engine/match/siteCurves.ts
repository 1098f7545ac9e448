import type { CallOutput, EngineCalls } from '../../../preload/contract/calls';
import { densities, type SiteEvidence } from './siteScores';

type Curves = CallOutput<EngineCalls, 'engine.scoreCurves'>;

/** The calibration's curves with the site's own beside them, at the same similarities. */
export function scoreCurves(
  { curves, source }: { curves: Omit<Curves, 'source' | 'site'>; source: string },
  { mated, nonMated }: Pick<SiteEvidence, 'mated' | 'nonMated'>,
): Curves {
  return {
    ...curves,
    source,
    site: {
      mated: densities(mated, curves.similarity),
      nonMated: densities(nonMated, curves.similarity),
      matedPairs: mated.total,
      nonMatedPairs: nonMated.total,
    },
  };
}
