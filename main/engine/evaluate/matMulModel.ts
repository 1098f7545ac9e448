/**
 * Two tiny ONNX models made in memory (onnx.proto3, opset 17): a matrix of templates times a probe,
 * as anybody would search who has ONNX Runtime already.
 */
export interface TemplateMatrix {
  rows: number;
  dimension: number;
}

const FLOAT = 1;
const INT8 = 3;

/** scores[rows, 1] = W[rows, dimension] x probe[dimension, 1], in float32. */
export function floatMatMul({ rows, dimension }: TemplateMatrix, matrix: Float32Array): Uint8Array {
  return model(
    [node('MatMul', ['w', 'probe'], ['scores'])],
    [tensor('w', [rows, dimension], FLOAT, matrix)],
    { rows, dimension },
  );
}

/**
 * The same with int8 templates and their scales (one a row); the probe is quantised by ONNX Runtime
 * itself. Scores are as inexact as int8 makes them.
 */
export function integerMatMul(
  { rows, dimension }: TemplateMatrix,
  matrix: Int8Array,
  scales: Float32Array,
): Uint8Array {
  return model(
    [
      node('DynamicQuantizeLinear', ['probe'], ['q', 'step', 'zero']),
      node('MatMulInteger', ['w', 'q', 'none', 'zero'], ['sums']),
      node('Cast', ['sums'], ['floats'], integer('to', FLOAT)),
      node('Mul', ['floats', 'step'], ['stepped']),
      node('Mul', ['stepped', 'scales'], ['scores']),
    ],
    [
      tensor('w', [rows, dimension], INT8, matrix),
      tensor('none', [], INT8, new Int8Array(1)),
      tensor('scales', [rows, 1], FLOAT, scales),
    ],
    { rows, dimension },
  );
}

type Bytes = Uint8Array;

function model(nodes: Bytes[], weights: Bytes[], { rows, dimension }: TemplateMatrix): Bytes {
  const graph = [
    ...nodes.map((each) => field(1, each)),
    field(2, text('search')),
    ...weights.map((each) => field(5, each)),
    field(11, described('probe', [dimension, 1])),
    field(12, described('scores', [rows, 1])),
  ];
  const opset = join([field(1, text('')), number(2, 17)]);
  return join([number(1, 8), field(7, join(graph)), field(8, opset)]);
}

const node = (op: string, from: string[], to: string[], attribute?: Bytes) =>
  join([
    ...from.map((name) => field(1, text(name))),
    ...to.map((name) => field(2, text(name))),
    field(4, text(op)),
    ...(attribute ? [field(5, attribute)] : []),
  ]);

const integer = (name: string, i: number) =>
  join([field(1, text(name)), number(3, i), number(20, 2)]);

const tensor = (name: string, dims: number[], type: number, data: Float32Array | Int8Array) =>
  join([
    ...dims.map((side) => number(1, side)),
    number(2, type),
    field(8, text(name)),
    field(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);

function described(name: string, dims: number[]): Bytes {
  const shape = join(dims.map((side) => field(1, number(1, side))));
  const type = field(1, join([number(1, FLOAT), field(2, shape)]));
  return join([field(1, text(name)), field(2, type)]);
}

const text = (words: string): Bytes => new TextEncoder().encode(words);
const number = (id: number, amount: number): Bytes => join([varint(id * 8), varint(amount)]);
const field = (id: number, bytes: Bytes): Bytes =>
  join([varint(id * 8 + 2), varint(bytes.length), bytes]);

function varint(amount: number): Bytes {
  const bytes: number[] = [];
  for (let rest = amount; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function join(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
