/**
 * Writes ONNX files: just enough of onnx.proto3 (Apache-2.0, github.com/onnx/onnx) for networks whose
 * shapes are known. Used by the converters beside this folder and by tests that need a small network.
 * Field numbers are given where they are used; wire types: 0 varint, 2 bytes, 5 four bytes.
 */
const OPSET = 13;
const IR_VERSION = 7;
const FLOAT = 1;
const INT64 = 7;

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value)); // negative numbers take ten bytes, as protobuf wants
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

const int = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field, content) =>
  Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
const text = (field, value) => bytes(field, Buffer.from(value));
const float = (field, value) => {
  const four = Buffer.alloc(4);
  four.writeFloatLE(value);
  return Buffer.concat([varint(field * 8 + 5), four]);
};
const message = (...parts) => Buffer.concat(parts.flat());

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
function tensor(name, dims, values) {
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return message(
    dims.map((side) => int(1, side)),
    int(2, values instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    bytes(9, raw),
  );
}

/** AttributeProto: name 1, f 2, i 3, s 4, floats 7, ints 8, type 20 (1 f, 2 i, 3 s, 6 floats, 7 ints). */
function attribute(name, value) {
  const typed = (type, ...parts) => message(text(1, name), ...parts, int(20, type));
  if (typeof value === 'string') return typed(3, text(4, value));
  if (typeof value === 'number') return typed(2, int(3, value));
  if (Array.isArray(value))
    return typed(
      7,
      value.map((v) => int(8, v)),
    );
  if (value instanceof Float32Array)
    return typed(
      6,
      [...value].map((v) => float(7, v)),
    );
  return typed(1, float(2, value.float));
}

/** ValueInfoProto: name 1, type 2 > tensor_type 1 > elem_type 1, shape 2 > dim 1 > value 1 or name 2. */
function valueInfo(name, dims) {
  const shape = dims.map((side) =>
    bytes(1, typeof side === 'string' ? text(2, side) : int(1, side)),
  );
  const type = message(int(1, FLOAT), bytes(2, message(shape)));
  return message(text(1, name), bytes(2, bytes(1, type)));
}

/**
 * A graph to which inputs, weights, nodes and outputs are added in the order in which they are
 * computed; `bytes()` is the ONNX file. A side given as a string is one that may vary.
 *
 * @param {string} name
 */
export function createGraph(name) {
  const nodes = [];
  const weights = [];
  const inputs = [];
  const outputs = [];
  let count = 0;
  const constant = (dims, values) => {
    const id = `w${weights.length}`;
    weights.push(tensor(id, dims, values));
    return id;
  };
  return {
    input(id, dims) {
      inputs.push(valueInfo(id, dims));
      return id;
    },
    /** float32 weights. */
    floats: (dims, values) => constant(dims, Float32Array.from(values)),
    /** A list of whole numbers, as shapes, axes and pads are given. */
    ints: (values) => constant([values.length], BigInt64Array.from(values, BigInt)),
    /** NodeProto: input 1, output 2, name 3, op_type 4, attribute 5. Returns its first output. */
    node(op, from, attributes = {}, to = [`${op}_${count}`]) {
      nodes.push(
        message(
          from.map((id) => text(1, id)),
          to.map((id) => text(2, id)),
          text(3, `${op}${count++}`),
          text(4, op),
          Object.entries(attributes).map(([key, value]) => bytes(5, attribute(key, value))),
        ),
      );
      return to[0];
    },
    output(id, dims) {
      outputs.push(valueInfo(id, dims));
      return id;
    },
    /** ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8 (domain 1, version 2). */
    bytes() {
      const graph = message(
        nodes.map((node) => bytes(1, node)),
        text(2, name),
        weights.map((weight) => bytes(5, weight)),
        inputs.map((info) => bytes(11, info)),
        outputs.map((info) => bytes(12, info)),
      );
      const opset = message(text(1, ''), int(2, OPSET));
      return new Uint8Array(
        message(int(1, IR_VERSION), text(2, 'foyer'), bytes(7, graph), bytes(8, opset)),
      );
    },
  };
}
