import { createGraph } from './onnx/writer.mjs';
import { readTfjs } from './tfjsModel.mjs';

/**
 * TensorFlow.js to ONNX, for convolutional networks of one input and fixed size. TensorFlow counts
 * height, width, channels; ONNX channels, height, width: tensors are carried channels first, and
 * turned back only where a reshape would see the difference. A batch is one picture. An operation or
 * a form of it that is not known here is refused, never guessed.
 */

const text = (base64) => Buffer.from(base64, 'base64').toString();
const listOf = (node, key) => (node.attr[key]?.list?.i ?? []).map(Number);

/** What TensorFlow's SAME and VALID add before and after an axis of `size` pixels. */
function padding(node, size, kernel, stride) {
  const rule = text(node.attr.padding.s);
  if (rule === 'VALID') return [0, 0];
  if (rule !== 'SAME') throw new TypeError(`${node.name}: padding ${rule}`);
  const all = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  return [Math.floor(all / 2), Math.ceil(all / 2)];
}

/** Kernel, strides and pads of a window that slides over [height, width, ...], and what comes out. */
function windowOf(node, [height, width], kernel) {
  if (listOf(node, 'dilations').some((step) => step !== 1))
    throw new TypeError(`${node.name}: dilated`);
  const [, down, across] = listOf(node, 'strides');
  const [top, bottom] = padding(node, height, kernel[0], down);
  const [left, right] = padding(node, width, kernel[1], across);
  return {
    attributes: {
      kernel_shape: kernel,
      strides: [down, across],
      pads: [top, left, bottom, right],
    },
    size: [
      Math.floor((height + top + bottom - kernel[0]) / down) + 1,
      Math.floor((width + left + right - kernel[1]) / across) + 1,
    ],
  };
}

/** Reorders [kh, kw, a, b] weights; `place` says where element (y, x, i, o) goes. */
function reorder({ shape: [kh, kw, a, b], data }, place) {
  const out = new Float32Array(data.length);
  for (let y = 0, at = 0; y < kh; y++)
    for (let x = 0; x < kw; x++)
      for (let i = 0; i < a; i++)
        for (let o = 0; o < b; o++, at++) out[place(y, x, i, o)] = data[at];
  return out;
}

/**
 * @param {object} model the parsed model.json
 * @param {Uint8Array} weights its weights file
 * @param {{ name: string, input: string, outputs: Record<string, string> }} names what to call the
 *   graph and its input, and by our names the nodes that are wanted; what leads to no other is left out
 * @returns {Buffer} an ONNX file
 * @throws {TypeError} something in the model is not known here
 */
export function tfjsToOnnx(model, weights, { name, input, outputs }) {
  const { nodes, constants } = readTfjs(model, weights);
  const graph = createGraph(name);
  /** By node: the ONNX tensor's name and its shape in TensorFlow's order, without the batch. */
  const done = new Map();

  const constant = (source) => {
    const found = constants.get(source);
    if (found === undefined) throw new TypeError(`${source}: a constant is expected`);
    return found;
  };
  const tensor = (source) => {
    if (!done.has(source)) done.set(source, convert(nodes.get(source)));
    return done.get(source);
  };
  const slope = (source) => {
    const { shape, data } = constant(source);
    if (shape.slice(0, -1).some((side) => side !== 1))
      throw new TypeError(`${source}: slopes by place`);
    return graph.floats([data.length, 1, 1], data);
  };

  const convolve = (node, kernels, group, channels, rest = []) => {
    const { id, shape } = tensor(node.input[0]);
    const { attributes, size } = windowOf(node, shape, kernels.kernel);
    const from = [id, graph.floats(kernels.dims, kernels.data), ...rest];
    return { id: graph.node('Conv', from, { ...attributes, group }), shape: [...size, channels] };
  };

  const rules = {
    Placeholder(node) {
      const shape = node.attr.shape.shape.dim.slice(1).map(({ size }) => Number(size));
      const [height, width, channels] = shape;
      return { id: graph.input(input, [1, channels, height, width]), shape };
    },
    _FusedConv2D(node) {
      const fused = node.attr.fused_ops.list.s.map(text);
      if (fused[0] !== 'BiasAdd' || !['', 'Prelu'].includes(fused[1] ?? ''))
        throw new TypeError(`${node.name}: fused with ${fused}`);
      const weight = constant(node.input[1]);
      const [kh, kw, from, to] = weight.shape;
      const data = reorder(weight, (y, x, i, o) => ((o * from + i) * kh + y) * kw + x);
      const bias = graph.floats([to], constant(node.input[2]).data);
      const kernels = { kernel: [kh, kw], dims: [to, from, kh, kw], data };
      const { id, shape } = convolve(node, kernels, 1, to, [bias]);
      return { id: fused[1] ? graph.node('PRelu', [id, slope(node.input[3])]) : id, shape };
    },
    DepthwiseConv2dNative(node) {
      const weight = constant(node.input[1]);
      const [kh, kw, from, each] = weight.shape;
      const data = reorder(weight, (y, x, i, o) => ((i * each + o) * kh + y) * kw + x);
      const kernels = { kernel: [kh, kw], dims: [from * each, 1, kh, kw], data };
      return convolve(node, kernels, from, from * each);
    },
    AddV2(node) {
      const [a, b] = node.input.map(tensor);
      if (String(a.shape) !== String(b.shape)) throw new TypeError(`${node.name}: shapes differ`);
      return { id: graph.node('Add', [a.id, b.id]), shape: a.shape };
    },
    Prelu(node) {
      const { id, shape } = tensor(node.input[0]);
      return { id: graph.node('PRelu', [id, slope(node.input[1])]), shape };
    },
    MaxPool(node) {
      const { id, shape } = tensor(node.input[0]);
      const { attributes, size } = windowOf(node, shape, listOf(node, 'ksize').slice(1, 3));
      return { id: graph.node('MaxPool', [id], attributes), shape: [...size, shape[2]] };
    },
    Pad(node) {
      const { id, shape } = tensor(node.input[0]);
      const [batch, height, width, channels] = [0, 2, 4, 6].map((at) =>
        constant(node.input[1]).data.slice(at, at + 2),
      );
      const axes = [batch, channels, height, width];
      const pads = graph.ints([...axes.map(([first]) => first), ...axes.map(([, last]) => last)]);
      const grown = [height, width, channels].map(([a, b], at) => shape[at] + a + b);
      return { id: graph.node('Pad', [id, pads]), shape: grown };
    },
    Sigmoid(node) {
      const { id, shape } = tensor(node.input[0]);
      return { id: graph.node('Sigmoid', [id]), shape };
    },
    Reshape(node) {
      const { id, shape } = tensor(node.input[0]);
      const all = shape.reduce((product, side) => product * side, 1);
      const [, ...to] = constant(node.input[1]).data;
      if (to.length !== 1 || (to[0] !== -1 && to[0] !== all))
        throw new TypeError(`${node.name}: only flattening is known, not ${to.join()}`);
      const flat = shape[0] * shape[1] === 1; // one pixel reads the same in either order
      const last = flat ? id : graph.node('Transpose', [id], { perm: [0, 2, 3, 1] });
      return { id: graph.node('Reshape', [last, graph.ints([1, all])]), shape: [all] };
    },
    Identity: (node) => tensor(node.input[0]),
  };

  function convert(node) {
    const rule = rules[node?.op];
    if (rule === undefined) throw new TypeError(`${node?.name}: operation ${node?.op}`);
    return rule(node);
  }

  for (const [ours, theirs] of Object.entries(outputs)) {
    const { id, shape } = tensor(theirs);
    graph.node('Identity', [id], {}, [ours]);
    graph.output(ours, [1, ...shape]);
  }
  return graph.bytes();
}
