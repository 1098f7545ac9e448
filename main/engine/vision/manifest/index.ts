export type { Calibration } from './calibration';
export type { Norms } from './embedders';
export { embedderIdOf, filesOf } from './files';
export { defaultModel, loadManifest, MANIFEST_FILE, parseEntry } from './load';
export { loadModels, loadOverlay, type ModelFolders, type ModelSet } from './modelSet';
export type { ModelInput } from './parts';
export type {
  DetectorEntry,
  EmbedderEntry,
  LandmarksEntry,
  LivenessEntry,
  MeshEntry,
  ModelEntry,
} from './schema';
export { readVerified } from './verify';
