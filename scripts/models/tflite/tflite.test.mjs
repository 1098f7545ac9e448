import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { compute } from './compute.mjs';
import { readTflite } from './read.mjs';
import { toOnnx } from './toOnnx.mjs';

/**
 * Writes FlatBuffers front to back, in the plainest way: a table is its vtable, then its fields, then
 * what they point at. A field is { i8 }, { i32 }, { table: [...] }, { bytes }, { i32s } or { tables }.
 */
function flatbuffer(root) {
  const out = [];
  const u16 = (v) => out.push(v & 255, v >> 8);
  const i32 = (v) => out.push(...new Uint8Array(Int32Array.of(v).buffer));
  const patch = (at, v) => out.splice(at, 4, ...new Uint8Array(Int32Array.of(v).buffer));
  const pad = () => {
    while (out.length % 4 !== 0) out.push(0);
  };
  const table = (fields) => {
    pad();
    const vtable = out.length;
    u16(4 + 2 * fields.length);
    u16(4 + 4 * fields.length);
    fields.forEach((field, i) => u16(field === null ? 0 : 4 + 4 * i));
    pad();
    const start = out.length;
    i32(start - vtable);
    const later = [];
    for (const field of fields) {
      const at = out.length;
      i32(field?.i32 ?? field?.i8 ?? 0);
      if (field !== null && field.i32 === undefined && field.i8 === undefined)
        later.push([at, field]);
    }
    for (const [at, field] of later) {
      const target = field.table ? table(field.table) : vector(field);
      patch(at, target - at);
    }
    return start;
  };
  const vector = ({ bytes, i32s, tables }) => {
    pad();
    const start = out.length;
    i32((bytes ?? i32s ?? tables).length);
    if (bytes) out.push(...bytes);
    else if (i32s) i32s.forEach(i32);
    else {
      const slots = tables.map(() => {
        i32(0);
        return out.length - 4;
      });
      tables.forEach((fields, i) => patch(slots[i], table(fields) - slots[i]));
    }
    return start;
  };
  i32(0);
  out.push(...Buffer.from('TFL3'));
  patch(0, table(root));
  return Uint8Array.from(out);
}

const text = (value) => ({ bytes: [...Buffer.from(value)] });
const floats = (values) => ({ bytes: [...new Uint8Array(Float32Array.from(values).buffer)] });
const CODES = {
  ADD: 0,
  CONV_2D: 3,
  FULLY_CONNECTED: 9,
  MAX_POOL_2D: 17,
  MUL: 18,
  RELU: 19,
  SUB: 41,
  DIV: 42,
  EXP: 47,
  NEG: 59,
  SUM: 74,
  REDUCE_MAX: 82,
  TANH: 28,
};
const noise = (count, seed) =>
  Array.from({ length: count }, (_, i) => Math.sin((i + seed) * (i + seed) * 1.3));

/** A file from tensors [name, shape, values?] and operators [op, inputs, outputs, options?]. */
function tflite(tensors, operators) {
  const names = Object.keys(CODES);
  const index = (name) => tensors.findIndex(([each]) => each === name);
  return flatbuffer([
    { i32: 3 },
    { tables: names.map((name) => [{ i8: CODES[name] }]) },
    {
      tables: [
        [
          {
            tables: tensors.map(([name, shape], i) => [
              { i32s: shape },
              { i8: 0 },
              { i32: i },
              text(name),
            ]),
          },
          { i32s: [0] },
          { i32s: [tensors.length - 1] },
          {
            tables: operators.map(([op, from, to, options]) => [
              { i32: names.indexOf(op) },
              { i32s: from.map(index) },
              { i32s: [index(to)] },
              null,
              options ? { table: options } : null,
            ]),
          },
        ],
      ],
    },
    null,
    { tables: tensors.map(([, , values]) => (values ? [floats(values)] : [])) },
  ]);
}

const SAME = [{ i8: 0 }, { i32: 2 }, { i32: 2 }, { i32: 3 }, { i32: 3 }];
const VALID_2_1 = [{ i8: 1 }, { i32: 1 }, { i32: 2 }];
const KEEP = [{ i8: 1 }];

/** Convolution, PReLU, pooling, dense layer, softmax: one of each that the converter knows. */
function small() {
  return tflite(
    [
      ['x', [1, 9, 7, 2]],
      ['weights', [3, 3, 2, 2], noise(36, 1)],
      ['bias', [3], [0.1, -0.2, 0.3]],
      ['conv', [1, 4, 6, 3]],
      ['alpha', [3], [0.25, -0.5, 2]],
      ...['relu', 'neg', 'relu2', 'neg2', 'mul', 'prelu'].map((name) => [name, [1, 4, 6, 3]]),
      ['pool', [1, 2, 3, 3]],
      ['dense', [4, 18], noise(72, 5)],
      ['dense_bias', [4], [1, 2, 3, 4]],
      ['fc', [1, 4]],
      ['axis', [1], [3]],
      ['max', [1, 1]],
      ['sub', [1, 4]],
      ['exp', [1, 4]],
      ['sum', [1, 1]],
      ['y', [1, 4]],
    ],
    [
      ['CONV_2D', ['x', 'weights', 'bias'], 'conv', VALID_2_1],
      ['RELU', ['conv'], 'relu'],
      ['NEG', ['conv'], 'neg'],
      ['RELU', ['neg'], 'relu2'],
      ['NEG', ['relu2'], 'neg2'],
      ['MUL', ['alpha', 'neg2'], 'mul', []],
      ['ADD', ['relu', 'mul'], 'prelu', []],
      ['MAX_POOL_2D', ['prelu'], 'pool', SAME],
      ['FULLY_CONNECTED', ['pool', 'dense', 'dense_bias'], 'fc', []],
      ['REDUCE_MAX', ['fc', 'axis'], 'max', KEEP],
      ['SUB', ['fc', 'max'], 'sub', []],
      ['EXP', ['sub'], 'exp'],
      ['SUM', ['exp', 'axis'], 'sum', KEEP],
      ['DIV', ['exp', 'sum'], 'y', []],
    ],
  );
}

describe('a TensorFlow Lite file', () => {
  it('is read with its shapes, weights and options', () => {
    const { tensors, operators, inputs, outputs } = readTflite(small());
    expect(inputs).toEqual([0]);
    expect(tensors[outputs[0]]).toEqual({ name: 'y', shape: [1, 4], values: null });
    expect(tensors[2]).toEqual({
      name: 'bias',
      shape: [3],
      values: Float32Array.of(0.1, -0.2, 0.3),
    });
    expect(operators[0]).toEqual({
      op: 'CONV_2D',
      options: { padding: 'VALID', strides: [2, 1] },
      inputs: [0, 1, 2],
      outputs: [3],
    });
    expect(operators[7].options).toEqual({ padding: 'SAME', strides: [2, 2], window: [3, 3] });
  });

  it('with an operator, or of a kind, that is not known here is refused', () => {
    const file = tflite(
      [
        ['x', [1]],
        ['y', [1]],
      ],
      [['TANH', ['x'], 'y']],
    );
    expect(() => readTflite(file)).toThrow('Operator 28 is not known here');
    expect(() => readTflite(new TextEncoder().encode('<html>no model</html>'))).toThrow(
      'Not a TensorFlow Lite file',
    );
    const fused = tflite(
      [
        ['x', [1]],
        ['y', [1]],
      ],
      [['ADD', ['x', 'x'], 'y', [{ i8: 1 }]]],
    );
    expect(() => readTflite(fused)).toThrow('An activation is fused into an operator');
  });
});

describe('what the plain computation gives', () => {
  it('is what can be worked out by hand', () => {
    const model = readTflite(
      tflite(
        [
          ['x', [1, 2, 2, 1]],
          ['w', [1, 2, 2, 1], [1, 2, 3, 4]],
          ['b', [1], [0.5]],
          ['y', [1, 1, 1, 1]],
        ],
        [['CONV_2D', ['x', 'w', 'b'], 'y', [{ i8: 1 }, { i32: 1 }, { i32: 1 }]]],
      ),
    );
    const { shape, values } = compute(model, { shape: [1, 2, 2, 1], values: [1, -1, 2, 0] }).get(
      'y',
    );
    expect(shape).toEqual([1, 1, 1, 1]);
    expect([...values]).toEqual([5.5]);
  });
});

describe('a converted network', () => {
  it('computes in every layer what the published one does', async () => {
    const model = readTflite(small());
    const values = noise(9 * 7 * 2, 3);
    const expected = compute(model, { shape: [1, 9, 7, 2], values });
    const bytes = toOnnx(model, {
      name: 'small',
      input: ['batch', 2, 9, 7],
      outputs: { scores: 'y' },
      layers: true,
    });
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
    const planes = Float32Array.from(values, (_, i) => values[(i % 63) * 2 + Math.floor(i / 63)]);
    const found = await session.run({ input: new Tensor('float32', planes, [1, 2, 9, 7]) });
    expect(Object.keys(found).sort()).toEqual(['conv', 'fc', 'pool', 'prelu', 'scores', 'y']);
    for (const [name, { data, dims }] of Object.entries(found)) {
      const { shape, values: layer } = expected.get(name === 'scores' ? 'y' : name);
      const channels = shape.at(-1);
      const cells = layer.length / channels;
      expect(dims).toEqual([1, channels, ...shape.slice(1, -1)]);
      layer.forEach((value, i) => {
        expect(data[(i % channels) * cells + Math.floor(i / channels)]).toBeCloseTo(value, 5);
      });
    }
    expect(found.scores.data.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it('is refused where a composition is none that it knows', () => {
    const model = readTflite(
      tflite(
        [
          ['x', [1, 4]],
          ['r', [1, 4]],
          ['y', [1, 4]],
        ],
        [
          ['RELU', ['x'], 'r'],
          ['ADD', ['r', 'r'], 'y', []],
        ],
      ),
    );
    const how = { name: 'no', input: [1, 4], outputs: { y: 'y' } };
    expect(() => toOnnx(model, how)).toThrow('r is not made by MUL');
    expect(() => toOnnx(model, { ...how, outputs: { y: 'r' } })).toThrow(
      'RELU cannot be converted alone',
    );
    expect(() => toOnnx(model, { ...how, outputs: { y: 'z' } })).toThrow('no tensor "z"');
  });
});
