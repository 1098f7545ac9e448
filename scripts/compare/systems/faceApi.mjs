import { packageFile } from '../packages.mjs';
import { WASM_PATH, nearness, requireScratch, toTensor } from './tfjs.mjs';

const face = ({ box: { x, y, width, height }, score }, vector) => ({
  box: [x, y, width, height],
  score,
  vector,
});

/** @vladmandic/face-api: SSD MobileNet v1, 68 points, ResNet-34 descriptor of 128 numbers. */
export async function create() {
  const wasm = requireScratch('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(WASM_PATH);
  const api = requireScratch(packageFile('@vladmandic/face-api/dist/face-api.node-wasm.js'));
  await api.tf.setBackend('wasm');
  await api.tf.ready();
  const models = packageFile('@vladmandic/face-api/model');
  for (const net of ['ssdMobilenetv1', 'faceLandmark68Net', 'faceRecognitionNet']) {
    await api.nets[net].loadFromDisk(models);
  }
  const options = new api.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 20 });
  const withTensor = async (image, use) => {
    const tensor = toTensor(api.tf, image);
    const result = await use(tensor);
    api.tf.dispose(tensor);
    return result;
  };
  return {
    what: `SSD MobileNet, 68 points, ResNet-34 on TensorFlow.js ${api.tf.getBackend()}`,
    detect: (image) =>
      withTensor(image, async (tensor) =>
        (await api.detectAllFaces(tensor, options)).map((found) => face(found)),
      ),
    describe: (image) =>
      withTensor(image, async (tensor) => {
        const faces = await api
          .detectAllFaces(tensor, options)
          .withFaceLandmarks()
          .withFaceDescriptors();
        return faces.map(({ detection, descriptor }) => face(detection, descriptor));
      }),
    similarity: nearness,
  };
}
