import { dirname, join } from 'node:path';
import { prominentFace } from '../../main/engine/evaluate/faces';
import { quantile } from '../../main/engine/evaluate/intervals';
import { readBoxes, readPairs } from '../../main/engine/evaluate/lists';
import { spaced } from '../../main/engine/evaluate/quality';
import { readImageFile } from '../../main/engine/vision/decodeImage';
import type { Box, RgbaImage } from '../../main/engine/vision/types';
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

interface Look<T> {
  result: T;
  /** Processor time of all threads. */
  cpuMs: number;
}

/** Runs `look` over the pictures, decoding left out of the time, after a few for warming up. */
async function over<T>(
  dir: string,
  images: readonly string[],
  look: (image: RgbaImage) => Promise<T>,
): Promise<Look<T>[]> {
  for (const name of images.slice(0, WARM_UP)) await look(await readImageFile(join(dir, name)));
  const looks: Look<T>[] = [];
  for (const name of images) {
    const image = await readImageFile(join(dir, name));
    const before = process.cpuUsage();
    const result = await look(image);
    const { user, system } = process.cpuUsage(before);
    looks.push({ result, cpuMs: (user + system) / 1000 });
    if (looks.length % 50 === 0) process.send?.({ done: looks.length, of: images.length });
  }
  return looks;
}

const median = (looks: readonly Look<unknown>[]) =>
  quantile(
    looks.map(({ cpuMs }) => cpuMs),
    0.5,
  );

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
    return { faces: faces.length, main: prominentFace(faces, image) };
  });
  // A detection is shared by all faces of a picture, so only pictures of one face are compared.
  const oneFace = described.filter(
    ({ result }) => system.similarity === null || result.faces === 1,
  );
  const vectors = new Map(
    images.flatMap((name, at) => {
      const { main } = described[at]!.result;
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
    found: detected[at]!.result,
  }));
  const { similarity } = system;
  return {
    what: system.what,
    verification: similarity && scoreVerification(pairs, vectors, similarity),
    detection: similarity && scoreDetection(judged),
    describedImages: images.length,
    oneFaceImages: oneFace.length,
    detectCpuMs: median(detected),
    oneFaceCpuMs: median(oneFace),
    imagesPerSecondOfProcessor: 1000 / median(oneFace),
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
