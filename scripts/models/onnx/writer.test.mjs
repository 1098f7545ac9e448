import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createGraph } from './writer.mjs';

const open = (graph) => InferenceSession.create(graph.bytes(), { logSeverityLevel: 4 });
const tensor = (dims, values) => new Tensor('float32', Float32Array.from(values), dims);

describe('a written network', () => {
  it('computes what its nodes say', async () => {
    const graph = createGraph('test');
    const x = graph.input('x', [1, 1, 3, 3]);
    const kernel = graph.floats([1, 1, 2, 2], [1, 2, 3, 4]);
    const sums = graph.node('Conv', [x, kernel], { kernel_shape: [2, 2] });
    const steep = graph.node('LeakyRelu', [sums], { alpha: { float: -0.5 } });
    graph.node('Reshape', [steep, graph.ints([-1])], {}, ['y']);
    graph.output('y', [4]);
    const session = await open(graph);
    const { y } = await session.run({ x: tensor([1, 1, 3, 3], [1, 0, 0, 0, -1, 0, 0, 0, 2]) });
    // Top left 1·1 − 1·4 = −3, times −0.5; bottom right −1·1 + 2·4.
    expect([...y.data]).toEqual([1.5, 1.5, 1, 7]);
  });

  it('has the inputs and outputs it was given, with the sides that may vary', async () => {
    const graph = createGraph('test');
    graph.input('x', ['batch', 2]);
    graph.node('Relu', ['x'], {}, ['y']);
    graph.output('y', ['batch', 2]);
    const session = await open(graph);
    expect(session.inputMetadata).toMatchObject([
      { name: 'x', type: 'float32', shape: ['batch', 2] },
    ]);
    const { y } = await session.run({ x: tensor([2, 2], [-1, 2, 3, -4]) });
    expect([...y.data]).toEqual([0, 2, 3, 0]);
  });

  it('gives several outputs of one node', async () => {
    const graph = createGraph('test');
    graph.input('x', [4]);
    graph.node('Split', ['x', graph.ints([1, 3])], { axis: 0 }, ['head', 'tail']);
    graph.output('head', [1]);
    graph.output('tail', [3]);
    const { head, tail } = await (await open(graph)).run({ x: tensor([4], [5, 6, 7, 8]) });
    expect([[...head.data], [...tail.data]]).toEqual([[5], [6, 7, 8]]);
  });
});
