import type { WorkingPoint } from '../../../preload/contract/calls/engine';
import type { Settings } from '../../../preload/contract/calls/settings';
import type { RiskModel, Searched } from './risk';
import type { Site } from './site';

/**
 * The threshold in force for what is searched, and what it means. `risk` is the model joined with
 * the site's own people, `model` the calibration alone.
 */
export function workingPoint(
  { thresholdMode, threshold, risk }: Pick<Settings, 'thresholdMode' | 'threshold' | 'risk'>,
  { risk: joined, model, evidence }: Pick<Site, 'risk' | 'model' | 'evidence'>,
  searched: Searched,
): WorkingPoint {
  const law: RiskModel = joined();
  const t = thresholdMode === 'fixed' ? threshold : law.thresholdFor(risk, searched);
  const { people, pairs, weight } = evidence();
  return {
    mode: thresholdMode,
    threshold: t,
    risk,
    gallerySize: searched.templates,
    expectedFpir: law.fpir(t, searched),
    expectedFnmr: law.fnmr(t),
    site: { people, pairs, weight, modelThreshold: model.thresholdFor(risk, searched) },
  };
}
