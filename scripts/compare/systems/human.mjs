import { pathToFileURL } from 'node:url';
import { packageFile } from '../packages.mjs';
import { WASM_PATH, fetchFiles, nearness, requireScratch, toTensor } from './tfjs.mjs';

const off = { enabled: false };
const asked = (describe) => ({
  face: { mesh: { enabled: describe }, description: { enabled: describe } },
});

/** @vladmandic/human: BlazeFace, face mesh (which straightens the face) and FaceRes, 1024 numbers. */
export async function create() {
  fetchFiles();
  const { Human } = requireScratch(packageFile('@vladmandic/human/dist/human.node-wasm.js'));
  const human = new Human({
    backend: 'wasm',
    wasmPath: WASM_PATH,
    modelBasePath: pathToFileURL(packageFile('@vladmandic/human/models/')).href,
    cacheSensitivity: 0, // every picture is a new one
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    face: {
      enabled: true,
      detector: { rotation: true, maxDetected: 20 },
      mesh: { enabled: true },
      description: { enabled: true },
      iris: off,
      emotion: off,
      antispoof: off,
      liveness: off,
    },
  });
  await human.load();
  const look = async (image, describe) => {
    const tensor = toTensor(human.tf, image);
    const { face, error } = await human.detect(tensor, asked(describe));
    human.tf.dispose(tensor);
    if (error) throw new Error(error);
    return face.map(({ box, boxScore, embedding }) => ({
      box,
      score: boxScore,
      vector: embedding,
    }));
  };
  return {
    what: `BlazeFace, mesh, FaceRes on TensorFlow.js ${human.tf.getBackend()}`,
    detect: (image) => look(image, false),
    describe: async (image) => (await look(image, true)).filter(({ vector }) => vector?.length > 0),
    similarity: nearness,
  };
}
