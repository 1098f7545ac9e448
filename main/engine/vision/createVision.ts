import type { Fault } from '../../../preload/contract/faults';
import { createAligner } from './align';
import { createDetector } from './detect';
import { createEmbedder } from './embed';
import { modelHash, type Network, networksOf, processingHash } from './families/networks';
import { createLandmarker } from './landmarks';
import { createLivenessJudge } from './liveness';
import { createMesher } from './mesh';
import {
  type Calibration,
  type ModelEntry,
  defaultModel,
  embedderIdOf,
  type ModelFolders,
  loadModels,
  readVerified,
} from './manifest';
import { measureQuality, recognised } from './quality';
import { type ExecutionProvider, createSession } from './session';
import { openSessionSet } from './sessionSet';
import type { Vision } from './types';

export interface VisionOptions extends ModelFolders {
  provider: ExecutionProvider;
  /** CPU threads for one model run. */
  threads: number;
  /** Told after every model run how long the network alone took, in milliseconds: for benchmarks. */
  onRun?: (role: ModelEntry['role'], ms: number) => void;
  /**
   * Told when a provider failed at work and the CPU took over; without it a run that fails there
   * throws PROVIDER_UNAVAILABLE.
   */
  onProviderFailure?: (provider: ExecutionProvider, fault: Fault) => void;
}

/** The models at work, the provider they run on, and the embedder's calibration. */
export interface LoadedVision extends Vision {
  readonly provider: ExecutionProvider;
  /** Moves every model to another provider between two runs. Throws Fault PROVIDER_UNAVAILABLE: nothing moved. */
  use(provider: ExecutionProvider): Promise<void>;
  calibration: Calibration | undefined;
}

/**
 * Verifies and loads the manifest's default models on one provider. Throws Fault
 * MODEL_MISSING, MODEL_HASH, MODEL_INVALID, MANIFEST_INVALID or PROVIDER_UNAVAILABLE; whatever was
 * opened by then is closed again.
 */
export async function createVision({
  provider,
  threads,
  onRun,
  onProviderFailure,
  ...folders
}: VisionOptions): Promise<LoadedVision> {
  const { manifest, folderOf, originOf } = await loadModels(folders);
  const entries = {
    detector: defaultModel(manifest, 'detector'),
    landmarks: defaultModel(manifest, 'landmarks'),
    embedder: defaultModel(manifest, 'embedder'),
    liveness: defaultModel(manifest, 'liveness'),
  };
  const list = Object.values(entries);
  const meshEntry = defaultModel(manifest, 'mesh');
  const networks = new Map([...list, meshEntry].map((entry) => [entry, networksOf(entry)]));
  const atOnce = list.flatMap((entry) => networks.get(entry)!);
  const files = new Map<Network, Uint8Array>();
  const bytesOf = async (network: Network) =>
    files.get(network) ?? (await readVerified(folderOf(network.model), network));
  for (const network of atOnce) files.set(network, await bytesOf(network));
  const open = async (network: Network, chosen: ExecutionProvider) =>
    createSession(await bytesOf(network), {
      ...network,
      provider: chosen,
      threads,
      onRun: onRun && ((ms) => onRun(network.role, ms)),
    });

  const { embedder } = entries;
  const sessions = await openSessionSet(atOnce, open, provider, onProviderFailure);
  const sessionsOf = (entry: ModelEntry) => networks.get(entry)!.map((each) => sessions.get(each));
  const session = (entry: ModelEntry) => sessionsOf(entry)[0]!;

  const detector = createDetector(entries.detector, sessionsOf(entries.detector));
  const byDetector = 'alignBy' in entries.detector && entries.detector.alignBy === 'detector';
  const landmarker = createLandmarker(entries.landmarks, session(entries.landmarks));
  const recogniser = createEmbedder(embedder, session(embedder));
  const judge = createLivenessJudge(entries.liveness, session(entries.liveness));
  const mesher = createMesher(meshEntry, session(meshEntry)); // opened at its first run

  return {
    models: [...list, meshEntry].map((entry) => {
      const { id, role, file, licence } = entry;
      return { id, role, file, sha256: modelHash(entry), licence, origin: originOf(id) };
    }),
    embedderId: embedderIdOf(embedder),
    dimension: embedder.dimension,
    get provider() {
      return sessions.provider;
    },
    use: (next) => sessions.use(next),
    calibration: embedder.calibration,
    detect: (image, minScore) => detector.detect(image, minScore),
    processing: processingHash([...list, meshEntry]),
    captureScore: entries.detector.captureScoreThreshold,
    landmarks: async (image, { box, points }) => {
      const found = await landmarker.locate(image, box);
      return byDetector && points ? { ...found, five: points } : found;
    },
    align: createAligner(embedder),
    embed: (crops) => recogniser.embed(crops),
    liveness: (image, box) => judge.judge(image, box),
    mesh: (image, box) => mesher.fit(image, box),
    isFace: ({ score }, { face }) =>
      score >= entries.detector.captureScoreThreshold && face >= meshEntry.faceThreshold,
    quality: (image, box, landmarks, norm) =>
      measureQuality(image, box, landmarks, embedder.norms, norm),
    recognised: (quality, norm) => recognised(quality, norm, embedder.norms),
    close: () => sessions.close(),
  };
}
