import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, describe, it } from 'vitest';
import { root } from '../lib/paths.mjs';
import { MESH, assertGolden, distanceFromGolden, readGolden } from './facemesh.mjs';
import { tfjsToOnnx } from './tfjsToOnnx.mjs';

const shipped = () => readFileSync(path.join(root, 'models', MESH.file));

describe('the shipped face mesh', () => {
  it('answers as the published network does in TensorFlow.js', async () => {
    const { points, face } = await distanceFromGolden(shipped());
    expect(points).toBeLessThan(0.01);
    expect(face).toBeLessThan(1e-3);
  });

  it('is refused when some of its weights are others', async () => {
    const bytes = shipped();
    bytes.fill(0, 2_000_000, 2_004_096); // inside a large tensor: the file still opens
    await expect(assertGolden(bytes)).rejects.toThrow('does not compute');
  });

  it('was compared on pictures that are a face and that are none', () => {
    const { drawn } = readGolden();
    expect(drawn.drawnFace.face).toBeGreaterThan(0.9);
    expect(drawn.ramps.face).toBeLessThan(0.1);
    expect(drawn.drawnFace.points).toHaveLength(468 * 3);
  });
});

describe('conversion', () => {
  const model = (op) => ({
    modelTopology: { node: [{ name: 'end', op, input: ['x'], attr: {} }] },
    weightsManifest: [{ weights: [] }],
  });
  const names = { name: 'test', input: 'x', outputs: { y: 'end' } };

  it('refuses an operation it does not know', () => {
    expect(() => tfjsToOnnx(model('Einsum'), new Uint8Array(), names)).toThrow('operation Einsum');
  });

  it('refuses weights that are more than the list says', () => {
    expect(() => tfjsToOnnx(model('Sigmoid'), new Uint8Array(4), names)).toThrow('left over');
  });
});
