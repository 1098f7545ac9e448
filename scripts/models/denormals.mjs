/**
 * A walk over an ONNX file's protobuf, just deep enough to find every float tensor in it.
 * Field numbers are those of onnx.proto3 (Apache-2.0, github.com/onnx/onnx): ModelProto.graph = 7,
 * GraphProto.node = 1 and initializer = 5, NodeProto.attribute = 5, AttributeProto.t = 5 and g = 6,
 * TensorProto.data_type = 2, float_data = 4, raw_data = 9; FLOAT = 1.
 */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const FLOAT = 1;

function readVarint(bytes, at) {
  let value = 0;
  let scale = 1;
  for (let i = at; i < bytes.length && i < at + 10; i++) {
    const byte = bytes[i];
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, next: i + 1 };
    scale *= 128;
  }
  throw new TypeError(`Not protobuf: no varint at byte ${at}`);
}

/** The fields of one message, in order: number, wire type, and start and end of a byte field. */
function* fields(bytes, from, to) {
  let at = from;
  while (at < to) {
    const key = readVarint(bytes, at);
    const field = Math.floor(key.value / 8);
    const wire = key.value % 8;
    let start = key.next;
    let end;
    let value;
    if (wire === VARINT) ({ value, next: end } = readVarint(bytes, start));
    else if (wire === FIXED64) end = start + 8;
    else if (wire === FIXED32) end = start + 4;
    else if (wire === BYTES) {
      const length = readVarint(bytes, start);
      start = length.next;
      end = start + length.value;
    } else throw new TypeError(`Not protobuf: wire type ${wire} at byte ${at}`);
    if (end > to)
      throw new TypeError(`Not protobuf: field ${field} at byte ${at} runs over its end`);
    yield { field, wire, start, end, value };
    at = end;
  }
}

const children = (bytes, { start, end }, number) =>
  [...fields(bytes, start, end)].filter(({ field, wire }) => field === number && wire === BYTES);

function* graphTensors(bytes, graph) {
  yield* children(bytes, graph, 5);
  for (const node of children(bytes, graph, 1)) {
    for (const attribute of children(bytes, node, 5)) {
      yield* children(bytes, attribute, 5);
      for (const inner of children(bytes, attribute, 6)) yield* graphTensors(bytes, inner);
    }
  }
}

function floatSpans(bytes, tensor) {
  const parts = [...fields(bytes, tensor.start, tensor.end)];
  const type = parts.find(({ field, wire }) => field === 2 && wire === VARINT);
  if (type?.value !== FLOAT) return [];
  return parts.filter(({ field, wire }) => wire === BYTES && (field === 4 || field === 9));
}

/**
 * Sets every float weight smaller in magnitude than `limit` to zero, in place: the file keeps its
 * length and everything else in it. Numbers that small are (or in a product become) denormal, which
 * most CPUs compute many times slower than others, and they are far below what a sum of the other
 * weights can resolve.
 *
 * @param {Uint8Array} bytes an ONNX file; changed
 * @param {number} limit
 * @returns {{ weights: number, flushed: number }} float weights seen, and how many were set to zero
 * @throws {TypeError} the bytes are not an ONNX file
 */
export function flushDenormals(bytes, limit = 1e-15) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let weights = 0;
  let flushed = 0;
  for (const graph of children(bytes, { start: 0, end: bytes.length }, 7)) {
    for (const tensor of graphTensors(bytes, graph)) {
      for (const { start, end } of floatSpans(bytes, tensor)) {
        for (let at = start; at + 4 <= end; at += 4) {
          weights++;
          const value = view.getFloat32(at, true);
          if (value !== 0 && Math.abs(value) < limit) {
            view.setFloat32(at, 0, true);
            flushed++;
          }
        }
      }
    }
  }
  if (weights === 0) throw new TypeError('Not an ONNX file: no float weights in it');
  return { weights, flushed };
}
