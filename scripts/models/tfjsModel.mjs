/** Reads a TensorFlow.js graph model: model.json with its topology, and one file of weights. */

/** IEEE 754 binary16 to a number. */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const READERS = {
  float16: { bytes: 2, read: (view, at) => half(view.getUint16(at, true)) },
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
};

/**
 * @param {object} model the parsed model.json
 * @param {Uint8Array} weights the bytes of its only weights file
 * @returns {{ nodes: Map<string, object>, constants: Map<string, { shape: number[], data: number[] }> }}
 * @throws {TypeError} several weights files, a kind of number not known here, or bytes left over
 */
export function readTfjs({ modelTopology, weightsManifest }, weights) {
  if (weightsManifest.length !== 1) throw new TypeError('One group of weights is expected');
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  const constants = new Map();
  let at = 0;
  for (const { name, shape, dtype, quantization } of weightsManifest[0].weights) {
    const kind = quantization?.dtype ?? dtype;
    const reader = READERS[kind];
    if (reader === undefined) throw new TypeError(`${name}: weights of kind ${kind}`);
    const count = shape.reduce((product, side) => product * side, 1);
    const data = Array.from({ length: count }, (_, i) => reader.read(view, at + i * reader.bytes));
    at += count * reader.bytes;
    constants.set(name, { shape, data });
  }
  if (at !== weights.byteLength)
    throw new TypeError(`${weights.byteLength - at} bytes of weights are left over`);
  return { nodes: new Map(modelTopology.node.map((node) => [node.name, node])), constants };
}
