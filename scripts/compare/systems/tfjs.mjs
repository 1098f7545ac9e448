import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../packages.mjs';

/** `require` from the scratch folder; dist files by their path, since packages do not export them. */
export const requireScratch = createRequire(packageFile('..', 'index.cjs'));

/** Where the WebAssembly backend finds its files; ends with a slash. */
export const WASM_PATH = packageFile('@tensorflow/tfjs-backend-wasm/dist/');

/** TensorFlow.js loads models by `fetch`, which Node does not do for files: teach it. */
export function fetchFiles() {
  const { fetch } = globalThis;
  globalThis.fetch = async (address, options) => {
    const file = typeof address === 'string' && address.startsWith('file:');
    if (!file) return fetch(address, options);
    const json = address.endsWith('.json');
    const headers = { 'content-type': json ? 'application/json' : 'application/octet-stream' };
    return new Response(readFileSync(fileURLToPath(address)), { headers });
  };
}

/** Red, green, blue of an RGBA picture as an int32 tensor [height, width, 3]. */
export function toTensor(tf, { width, height, data }) {
  const rgb = new Int32Array(width * height * 3);
  for (let i = 0, at = 0; i < rgb.length; i += 3, at += 4) {
    rgb[i] = data[at];
    rgb[i + 1] = data[at + 1];
    rgb[i + 2] = data[at + 2];
  }
  return tf.tensor3d(rgb, [height, width, 3], 'int32');
}

/** Similarity of descriptors that are compared by their distance: its negative. */
export function nearness(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return -Math.sqrt(sum);
}
