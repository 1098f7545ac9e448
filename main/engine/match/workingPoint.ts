import type { WorkingPoint } from '../../../preload/contract/calls/engine';
import type { Settings } from '../../../preload/contract/calls/settings';
import type { RiskModel } from './risk';

/** The threshold in force for a gallery of `n` templates, and what it means. */
export function workingPoint(
  { thresholdMode, threshold, risk }: Pick<Settings, 'thresholdMode' | 'threshold' | 'risk'>,
  model: RiskModel,
  n: number,
): WorkingPoint {
  const t = thresholdMode === 'fixed' ? threshold : model.thresholdFor(risk, n);
  return {
    mode: thresholdMode,
    threshold: t,
    risk,
    gallerySize: n,
    expectedFpir: n === 0 ? 0 : model.fpir(t, n),
    expectedFnmr: model.fnmr(t),
  };
}
