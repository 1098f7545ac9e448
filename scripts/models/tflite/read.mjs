import { Table } from './flatbuffer.mjs';

/**
 * The part of TensorFlow Lite's schema (schema.fbs, Apache-2.0) that small convolutional networks of
 * float32 use. Numbers are those of the schema's fields and of its enum BuiltinOperator.
 */
const OPERATORS = {
  0: 'ADD',
  3: 'CONV_2D',
  9: 'FULLY_CONNECTED',
  17: 'MAX_POOL_2D',
  18: 'MUL',
  19: 'RELU',
  41: 'SUB',
  42: 'DIV',
  47: 'EXP',
  59: 'NEG',
  74: 'SUM',
  82: 'REDUCE_MAX',
};
const FLOAT32 = 0;
const INT32 = 2;
const PADDING = ['SAME', 'VALID'];

/** The options that change what an operator computes. Activations are never fused in these networks. */
const OPTIONS = {
  CONV_2D: (o) => {
    noneFused(o, 3);
    if (o.int32(4, 1) !== 1 || o.int32(5, 1) !== 1) throw new TypeError('A window with gaps');
    return { padding: PADDING[o.int8(0)], strides: [o.int32(2), o.int32(1)] };
  },
  MAX_POOL_2D: (o) => {
    noneFused(o, 5);
    return {
      padding: PADDING[o.int8(0)],
      strides: [o.int32(2), o.int32(1)],
      window: [o.int32(4), o.int32(3)],
    };
  },
  FULLY_CONNECTED: (o) => noneFused(o, 0),
  ADD: (o) => noneFused(o, 0),
  SUB: (o) => noneFused(o, 0),
  MUL: (o) => noneFused(o, 0),
  DIV: (o) => noneFused(o, 0),
  SUM: (o) => ({ keepDims: o.int8(0) === 1 }),
  REDUCE_MAX: (o) => ({ keepDims: o.int8(0) === 1 }),
};

function noneFused(options, field) {
  if (options.int8(field) !== 0) throw new TypeError('An activation is fused into an operator');
  return {};
}

/**
 * Reads a network.
 *
 * @param {Uint8Array} bytes a .tflite file
 * @returns tensors as { name, shape, values (null where computed) }, and operators in the order in
 *   which they run, as { op, options, inputs, outputs } with indices of tensors
 * @throws {TypeError} no TensorFlow Lite file, or something in it that is not known here
 */
export function readTflite(bytes) {
  const magic = new TextDecoder().decode(bytes.subarray(4, 8));
  if (magic !== 'TFL3') throw new TypeError('Not a TensorFlow Lite file');
  const model = Table.root(bytes);
  const [graph, ...more] = model.tables(2);
  if (graph === undefined || more.length > 0) throw new TypeError('Not one graph');
  const buffers = model.tables(4);
  const codes = model.tables(1).map((code) => Math.max(code.int8(0), code.int32(3)));
  return {
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
    tensors: graph.tables(0).map((tensor) => ({
      name: tensor.text(3),
      shape: tensor.int32s(0),
      values: valuesOf(buffers[tensor.int32(2)].bytes(0), tensor.int8(1)),
    })),
    operators: graph.tables(3).map((operator) => {
      const code = codes[operator.int32(0)];
      const op = OPERATORS[code];
      if (op === undefined) throw new TypeError(`Operator ${code} is not known here`);
      const options = operator.table(4);
      return {
        op,
        options: options === null ? {} : (OPTIONS[op]?.(options) ?? {}),
        inputs: operator.int32s(1),
        outputs: operator.int32s(2),
      };
    }),
  };
}

function valuesOf(bytes, type) {
  if (bytes.length === 0) return null;
  if (type === FLOAT32) return new Float32Array(bytes.buffer);
  if (type === INT32) return new Int32Array(bytes.buffer);
  throw new TypeError(`Tensors of type ${type} are not known here`);
}
