import { dirname, join } from 'node:path';
import { prominentFace } from '../../main/engine/evaluate/faces';
import { readBoxes, readPairs } from '../../main/engine/evaluate/lists';
import { spaced } from '../../main/engine/evaluate/quality';
import { readImageFile } from '../../main/engine/vision/decodeImage';
import type { Box, Detection, RgbaImage } from '../../main/engine/vision/types';
import { scoreDetection, scoreVerification } from './score';
import type { System } from './system';
import { create as createBare } from './systems/bare';
import { create as createFoyer } from './systems/foyer';

/** What is asked of the child that measures one system. */
export interface Task {
  /** `foyer`, `bare`, or the file of a system. */
  system: string;
  modelsDir: string;
  /** Lists as of `evaluate`; images lie in `images` beside them. */
  pairs: string;
  boxes: string;
  /** Pairs of each kind, and images to detect in, evenly spaced over their lists. */
  pairsOfKind: number;
  detectImages: number;
}

const WARM_UP = 5;

/** Processor milliseconds, all threads, and those on the clock, that `work` took. */
async function timed<T>(work: () => Promise<T>): Promise<{ result: T; cpuMs: number; ms: number }> {
  const [before, start] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1000, ms: performance.now() - start };
}

/** Runs `look` over the pictures, decoding left out of the time, after a few for warming up. */
async function over<T>(
  dir: string,
  images: readonly string[],
  look: (image: RgbaImage) => Promise<T>,
): Promise<{ results: T[]; cpuMs: number; ms: number }> {
  for (const name of images.slice(0, WARM_UP)) await look(await readImageFile(join(dir, name)));
  const total = { results: [] as T[], cpuMs: 0, ms: 0 };
  for (const [at, name] of images.entries()) {
    const image = await readImageFile(join(dir, name));
    const { result, cpuMs, ms } = await timed(() => look(image));
    total.results.push(result);
    total.cpuMs += cpuMs;
    total.ms += ms;
    if (at % 50 === 49) process.send?.({ done: at + 1, of: images.length });
  }
  return total;
}

async function open({ system, modelsDir }: Task): Promise<System> {
  if (system === 'foyer') return createFoyer(modelsDir);
  if (system === 'bare') return createBare(modelsDir);
  const { create } = (await import(system)) as { create: () => Promise<System> }; // a file of systems/
  return create();
}

async function measure(task: Task): Promise<object> {
  const system = await open(task);
  const pairs = spaced(await readPairs(task.pairs), task.pairsOfKind);
  const images = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const described = await over(join(dirname(task.pairs), 'images'), images, async (image) => {
    const faces = await system.describe(image);
    return {
      faces: faces.length,
      main: prominentFace(faces, image) as (typeof faces)[number] | undefined,
    }; // one of faces
  });
  const faces = described.results.reduce((sum, result) => sum + result.faces, 0) || images.length;
  const vectors = new Map(
    images.flatMap((name, at) => {
      const { main } = described.results[at]!;
      return main ? [[name, Float32Array.from(main.vector)] as const] : [];
    }),
  );

  const truth = new Map<string, Box[]>();
  for (const { image, box } of await readBoxes(task.boxes)) {
    truth.set(image, [...(truth.get(image) ?? []), box]);
  }
  const step = Math.max(1, truth.size / task.detectImages);
  const listed = [...truth.keys()].filter((_, at) => at % step < 1);
  const detected = await over(join(dirname(task.boxes), 'images'), listed, (image) =>
    system.detect(image),
  );
  const judged = listed.map((name, at) => ({
    truth: truth.get(name)!,
    found: detected.results[at] as Detection[],
  }));
  const { similarity } = system;
  return {
    what: system.what,
    verification: similarity && scoreVerification(pairs, vectors, similarity),
    detection: similarity && scoreDetection(judged),
    describedImages: images.length,
    faces,
    cpuMsPerFace: described.cpuMs / faces,
    msPerFace: described.ms / faces,
    imagesPerSecondOfProcessor: images.length / (described.cpuMs / 1000),
    detectCpuMs: detected.cpuMs / listed.length,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
}

process.on('message', (task: Task) => {
  measure(task).then(
    (report) => process.send?.({ report }, () => process.exit(0)),
    (error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ failed: reason }, () => process.exit(1));
    },
  );
});
