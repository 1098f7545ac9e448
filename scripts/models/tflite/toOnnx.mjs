import { createGraph } from '../onnx/writer.mjs';

/**
 * Writes a network read from TensorFlow Lite as ONNX. Weights keep their bits. Pictures and cells are
 * [batch, channels, height, width] here and [batch, height, width, channels] there. Two compositions
 * become the one node that they mean: relu(x) + alpha · −relu(−x) is PRelu, exp(x − max) / sum is
 * Softmax.
 *
 * @param {ReturnType<typeof import('./read.mjs').readTflite>} model
 * @param {{ name: string, input: (number | string)[], outputs: Record<string, string>, layers?: boolean }} how
 *   `input`: sides of the input; `outputs`: name in the file made, by name of the tensor that it is;
 *   `layers`: give every layer out, by its tensor's name, to compare them one by one
 * @returns {Uint8Array} the file
 * @throws {TypeError} an operator or a composition that is not known here
 */
export function toOnnx({ tensors, operators, inputs }, { name, input, outputs, layers = false }) {
  const graph = createGraph(name);
  const made = new Map([[inputs[0], graph.input('input', input)]]);
  const producer = new Map(operators.flatMap((o) => o.outputs.map((index) => [index, o])));
  const rank = (index) => tensors[index].shape.length;
  const floats = (index, shape = tensors[index].shape, values = tensors[index].values) =>
    graph.floats(shape, values);

  const emit = (index) => {
    if (!made.has(index)) made.set(index, layer(producer.get(index)));
    return made.get(index);
  };
  const layer = (operator) => {
    const write = operator && LAYERS[operator.op];
    if (!write) throw new TypeError(`${operator?.op ?? 'A tensor'} cannot be converted alone`);
    return write(operator);
  };
  const expect = (index, op) => {
    const operator = producer.get(index);
    if (operator?.op === op) return operator.inputs;
    throw new TypeError(`${tensors[index].name} is not made by ${op}`);
  };

  const LAYERS = {
    CONV_2D: ({ inputs: [x, weights, bias], options }) => {
      const [out, height, width, channels] = tensors[weights].shape;
      const moved = channelsFirst(tensors[weights]);
      return graph.node(
        'Conv',
        [emit(x), floats(weights, [out, channels, height, width], moved), floats(bias)],
        {
          kernel_shape: [height, width],
          strides: options.strides,
          ...padding(options),
        },
      );
    },
    MAX_POOL_2D: ({ inputs: [x], options }) =>
      graph.node('MaxPool', [emit(x)], {
        kernel_shape: options.window,
        strides: options.strides,
        ...padding(options),
      }),
    FULLY_CONNECTED: ({ inputs: [x, weights, bias] }) => {
      // The weights count cells first, channels last.
      const rows =
        rank(x) === 4 ? graph.node('Transpose', [emit(x)], { perm: [0, 2, 3, 1] }) : emit(x);
      const flat = rank(x) === 4 ? graph.node('Flatten', [rows], { axis: 1 }) : rows;
      return graph.node('Gemm', [flat, floats(weights), floats(bias)], { transB: 1 });
    },
    ADD: ({ inputs: [positive, negative] }) => {
      const [x] = expect(positive, 'RELU');
      const [alpha, minus] = expect(negative, 'MUL');
      const [flipped] = expect(expect(expect(minus, 'NEG')[0], 'RELU')[0], 'NEG');
      if (flipped !== x) throw new TypeError(`${tensors[positive].name} is no part of a PReLU`);
      const { length } = tensors[alpha].values;
      return graph.node('PRelu', [
        emit(x),
        floats(alpha, rank(x) === 4 ? [length, 1, 1] : [length]),
      ]);
    },
    DIV: ({ inputs: [power, sum] }) => {
      const [shifted] = expect(power, 'EXP');
      const [x, most] = expect(shifted, 'SUB');
      const same = expect(sum, 'SUM')[0] === power && expect(most, 'REDUCE_MAX')[0] === x;
      if (!same) throw new TypeError(`${tensors[power].name} is no part of a softmax`);
      return graph.node('Softmax', [emit(x)], { axis: 1 });
    },
  };

  for (const [to, tensor] of Object.entries(outputs)) {
    const index = tensors.findIndex((each) => each.name === tensor);
    if (index < 0) throw new TypeError(`There is no tensor "${tensor}"`);
    graph.node('Identity', [emit(index)], {}, [to]);
    graph.output(to, sidesOf(tensors[index].shape, input));
  }
  if (layers) {
    for (const [index, id] of made) {
      if (id === 'input') continue;
      graph.node('Identity', [id], {}, [tensors[index].name]);
      graph.output(tensors[index].name, sidesOf(tensors[index].shape, input));
    }
  }
  return graph.bytes();
}

/** A shape with channels first; sides vary with the input's. */
const sidesOf = ([, ...sides], [count, , height]) => {
  const channels = sides.at(-1);
  const cells = sides.slice(0, -1);
  const varying = typeof height === 'string';
  return [count, channels, ...cells.map((side, i) => (varying ? `${'yx'[i]}_cells` : side))];
};

const padding = ({ padding: kind }) => ({ auto_pad: kind === 'SAME' ? 'SAME_UPPER' : 'VALID' });

/** [out, height, width, channels] as [out, channels, height, width]. */
function channelsFirst({ shape: [out, height, width, channels], values }) {
  const moved = new Float32Array(values.length);
  const cells = height * width;
  for (let o = 0; o < out; o++) {
    for (let cell = 0; cell < cells; cell++) {
      for (let c = 0; c < channels; c++) {
        moved[(o * channels + c) * cells + cell] = values[(o * cells + cell) * channels + c];
      }
    }
  }
  return moved;
}
