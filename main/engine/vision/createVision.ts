import type { Provider } from '../../../preload/contract/calls/settings';
import { alignFace } from './align';
import { createDetector, detectorOutputs } from './detect';
import { createEmbedder } from './embed';
import { createLandmarker } from './landmarks';
import { createLivenessJudge } from './liveness';
import {
  type Calibration,
  type ModelEntry,
  defaultModel,
  type ModelFolders,
  loadModels,
  readVerified,
} from './manifest';
import { type ProviderReport, chooseProvider } from './providers';
import { measureQuality, recognised } from './quality';
import { type ExecutionProvider, createSession } from './session';
import type { Vision } from './types';

export interface VisionOptions extends ModelFolders {
  provider: Provider;
  /** CPU threads for one model run. */
  threads: number;
  /** Told after every model run how long the network alone took, in milliseconds: for benchmarks. */
  onRun?: (role: ModelEntry['role'], ms: number) => void;
}

/** The models at work, and how they came to be: provider report and the embedder's calibration. */
export interface LoadedVision extends Vision {
  report: ProviderReport;
  calibration: Calibration | undefined;
}

/**
 * Verifies and loads the manifest's default models and settles the provider. Throws Fault
 * MODEL_MISSING, MODEL_HASH, MODEL_INVALID, MANIFEST_INVALID or PROVIDER_UNAVAILABLE; whatever was
 * opened by then is closed again.
 */
export async function createVision({
  provider,
  threads,
  onRun,
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
  const files = new Map<string, Uint8Array>();
  for (const entry of list) files.set(entry.id, await readVerified(folderOf(entry.id), entry));
  const open = (entry: ModelEntry, chosen: ExecutionProvider) =>
    createSession(files.get(entry.id)!, {
      file: entry.file,
      input: { name: entry.input.name, dims: inputDims(entry) },
      outputs: outputNames(entry),
      provider: chosen,
      threads,
      onRun: onRun && ((ms) => onRun(entry.role, ms)),
    });

  const { embedder } = entries;
  const report = await chooseProvider(provider, {
    open: (chosen) => open(embedder, chosen),
    output: embedder.outputs.embedding,
  });

  const opened = await Promise.allSettled(list.map((entry) => open(entry, report.chosen)));
  const sessions = opened.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const close = async () => {
    await Promise.all(sessions.map((session) => session.close()));
  };
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const session = (entry: ModelEntry) => sessions[list.findIndex(({ id }) => id === entry.id)]!;

  const detector = createDetector(entries.detector, session(entries.detector));
  const landmarker = createLandmarker(entries.landmarks, session(entries.landmarks));
  const recogniser = createEmbedder(embedder, session(embedder));
  const judge = createLivenessJudge(entries.liveness, session(entries.liveness));

  return {
    models: list.map(({ id, role, file, sha256, licence }) => ({
      id,
      role,
      file,
      sha256,
      licence,
      origin: originOf(id),
    })),
    embedderId: `${embedder.id}@${embedder.sha256.slice(0, 12)}`,
    dimension: embedder.dimension,
    provider: report.chosen,
    report,
    calibration: embedder.calibration,
    detect: (image, minScore) => detector.detect(image, minScore),
    landmarks: (image, { box }) => landmarker.locate(image, box),
    align: (image, { five }) => alignFace(image, five, embedder.template, embedder.input.width),
    embed: (crops) => recogniser.embed(crops),
    liveness: (image, box) => judge.judge(image, box),
    quality: (image, box, landmarks, norm) => measureQuality(image, box, landmarks, embedder, norm),
    recognised: (quality, norm) => recognised(quality, norm, embedder.norms),
    close,
  };
}

function inputDims({ input }: ModelEntry): number[] {
  return [1, input.channels === 'GREY' ? 1 : 3, input.height, input.width];
}

function outputNames(entry: ModelEntry): string[] {
  return entry.role === 'detector' ? detectorOutputs(entry) : Object.values(entry.outputs);
}
