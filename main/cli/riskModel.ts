import { Fault } from '../../preload/contract/faults';
import { createRiskModel, type RiskCalibration, type RiskModel } from '../engine/match/risk';
import { defaultModel } from '../engine/vision/manifest';
import type { Context } from './context';

/** The embedder's calibration as a risk model. MODEL_UNCALIBRATED when the model has none. */
export async function riskModel(context: Context): Promise<RiskModel> {
  return createRiskModel(await calibrationOf(context));
}

/** What was measured of the embedder. MODEL_UNCALIBRATED when it has no calibration. */
export async function calibrationOf(context: Context): Promise<RiskCalibration> {
  const { calibration, id } = defaultModel((await context.models()).manifest, 'embedder');
  if (calibration) return calibration;
  const message = `${id} has no calibration, so no threshold follows from a risk; "models calibrate --with ${id}" measures one`;
  throw new Fault('MODEL_UNCALIBRATED', message, { model: id });
}
