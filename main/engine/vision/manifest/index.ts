export type { Calibration } from './calibration';
export { defaultModel, loadManifest } from './load';
export { loadModels, type ModelFolders, type ModelSet, type Origin } from './modelSet';
export type { ModelInput } from './parts';
export type {
  DetectorEntry,
  EmbedderEntry,
  LandmarksEntry,
  LivenessEntry,
  ModelEntry,
} from './schema';
export { readVerified } from './verify';
