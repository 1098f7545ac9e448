import { seeded } from '../../../main/engine/evaluate/random';
import {
  defaultModel,
  loadManifest,
  readVerified,
  type ModelEntry,
} from '../../../main/engine/vision/manifest';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { System } from '../system';

async function runner(modelsDir: string, entry: ModelEntry): Promise<() => Promise<unknown>> {
  const session = await InferenceSession.create(await readVerified(modelsDir, entry), {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  const { name, channels, width, height } = entry.input;
  const dims = [1, channels === 'GREY' ? 1 : 3, height, width];
  const random = seeded(1);
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => random() * 2 - 1);
  const feeds = { [name]: new Tensor('float32', data, dims) };
  return () => session.run(feeds);
}

/**
 * The limit: Foyer's networks in plain ONNX Runtime, run on one and the same input, with nothing
 * around them. It finds no faces; one is reckoned for each picture, and only its time is looked at.
 */
export async function create(modelsDir: string): Promise<System> {
  const manifest = await loadManifest(modelsDir);
  const open = (role: 'detector' | 'landmarks' | 'embedder') =>
    runner(modelsDir, defaultModel(manifest, role));
  const [detector, landmarks, embedder] = [
    await open('detector'),
    await open('landmarks'),
    await open('embedder'),
  ];
  return {
    what: "Foyer's networks alone on ONNX Runtime",
    detect: async () => {
      await detector();
      return [];
    },
    describe: async () => {
      for (const run of [detector, landmarks, embedder]) await run();
      return [];
    },
    similarity: null,
  };
}
