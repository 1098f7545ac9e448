import { decodeImage } from '../../main/engine/vision/decodeImage';
import { createVision } from '../../main/engine/vision/createVision';
import { Fault } from '../../preload/contract/faults';

/**
 * The child that the mutants are given to: decodes each, looks for faces in what decodes, and says
 * what came of it. It is killed when it takes too long.
 */

/** Pictures over this are decoded and not searched: the search reads every pixel of them. */
const MAX_SEARCHED = 4_000_000;

interface Reply {
  outcome: 'decoded' | 'refused' | 'broken';
  /** Code of the Fault, or the stack of what was thrown instead of one. */
  what: string;
  faces: number;
}

const send = (message: object) => process.send?.(message);
const [modelsDir] = process.argv.slice(2);
const vision = await createVision({ modelsDir: modelsDir!, provider: 'cpu', threads: 1 });

async function look(bytes: Uint8Array, name: string): Promise<Reply> {
  try {
    const image = await decodeImage(bytes, name);
    const { width, height, data } = image;
    if (data.length !== width * height * 4) throw new Error('size and pixels disagree');
    const small = width * height <= MAX_SEARCHED;
    return { outcome: 'decoded', what: '', faces: small ? (await vision.detect(image)).length : 0 };
  } catch (error) {
    if (error instanceof Fault) return { outcome: 'refused', what: error.code, faces: 0 };
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: 'broken', what, faces: 0 };
  }
}

process.on(
  'message',
  ({ bytes, name, tidy }: { bytes: Uint8Array; name: string; tidy: boolean }) => {
    const before = process.cpuUsage();
    const start = performance.now();
    void look(bytes, name).then((reply) => {
      const ms = performance.now() - start;
      const { user, system } = process.cpuUsage(before);
      if (tidy) globalThis.gc?.();
      send({ ...reply, ms, cpuMs: (user + system) / 1000, rss: process.memoryUsage().rss });
    });
  },
);
send({ ready: true });
