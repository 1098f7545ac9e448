const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A unit vector as bytes: 32-bit floats, little endian. Throws on a number that is not finite. */
export function encodeVector(vector: Float32Array): Uint8Array {
  if (!vector.every(Number.isFinite)) throw new Error('an embedding holds a number not finite');
  if (LITTLE) return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  const bytes = new Uint8Array(vector.byteLength);
  const view = new DataView(bytes.buffer);
  vector.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return bytes;
}

/** Writes a stored vector into `target` from index `at` on. */
export function decodeVectorInto(bytes: Uint8Array, target: Float32Array, at: number): void {
  if (LITTLE) {
    new Uint8Array(target.buffer, target.byteOffset + at * 4, bytes.length).set(bytes);
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < bytes.length / 4; i++) target[at + i] = view.getFloat32(i * 4, true);
}
