import { describeFaces } from '../../../main/engine/evaluate/faces';
import { cosine } from '../../../main/engine/match/fuse';
import { createVision } from '../../../main/engine/vision/createVision';
import type { System } from '../system';

/** Foyer as it comes: its default models on the CPU, with all quality measures. */
export async function create(modelsDir: string): Promise<System> {
  const vision = await createVision({ modelsDir, provider: 'cpu', threads: 1 });
  return {
    what: 'RFB-320, 68 points, MobileFaceNet on ONNX Runtime',
    detect: (image) => vision.detect(image),
    describe: async (image) => {
      const faces = await describeFaces(vision, image, await vision.detect(image));
      return faces.map(({ detection: { box, score }, embedding: { vector } }) => ({
        box,
        score,
        vector,
      }));
    },
    similarity: cosine,
  };
}
