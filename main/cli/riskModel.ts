import { Fault } from '../../preload/contract/faults';
import { createRiskModel, type RiskModel } from '../engine/match/risk';
import { defaultModel } from '../engine/vision/manifest';
import type { Context } from './context';

/** The embedder's calibration as a risk model. MODEL_UNCALIBRATED when the model has none. */
export async function riskModel(context: Context): Promise<RiskModel> {
  const { calibration, id } = defaultModel((await context.models()).manifest, 'embedder');
  if (calibration) return createRiskModel(calibration);
  const message = `${id} has no calibration, so no threshold follows from a risk; "models calibrate --with ${id}" measures one`;
  throw new Fault('MODEL_UNCALIBRATED', message, { model: id });
}
