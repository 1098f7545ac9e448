import { Fault } from '../../preload/contract/faults';
import { createRiskModel, type RiskModel } from '../engine/match/risk';
import { defaultModel, loadManifest } from '../engine/vision/manifest';
import type { Context } from './context';

/** The embedder's calibration as a risk model. MANIFEST_INVALID when the model has none. */
export async function riskModel(context: Context): Promise<RiskModel> {
  const { calibration, id } = defaultModel(await loadManifest(context.modelsDir), 'embedder');
  if (calibration) return createRiskModel(calibration);
  throw new Fault('MANIFEST_INVALID', `${id} has no calibration, so no threshold can be derived`, {
    where: 'calibration',
  });
}
