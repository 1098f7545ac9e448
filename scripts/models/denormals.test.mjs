import { describe, expect, it } from 'vitest';
import { flushDenormals } from './denormals.mjs';

const varint = (n) => (n < 128 ? [n] : [(n % 128) | 128, ...varint(Math.floor(n / 128))]);
const bytesField = (number, content) => [
  ...varint(number * 8 + 2),
  ...varint(content.length),
  ...content,
];
const intField = (number, value) => [...varint(number * 8), ...varint(value)];
const floats = (...values) => [...new Uint8Array(Float32Array.from(values).buffer)];
const model = (...tensors) =>
  Uint8Array.from([
    ...intField(1, 7),
    ...bytesField(
      7,
      tensors.flatMap((t) => bytesField(5, t)),
    ),
  ]);

describe('flushDenormals', () => {
  it('zeroes tiny weights in raw and in packed float data and keeps the rest', () => {
    const file = model(
      [...bytesField(9, floats(1, 1e-20, -3e-39, -2e-15, 0)), ...intField(2, 1)],
      [...intField(2, 1), ...bytesField(4, floats(1e-16, 5))],
    );
    const expected = model(
      [...bytesField(9, floats(1, 0, 0, -2e-15, 0)), ...intField(2, 1)],
      [...intField(2, 1), ...bytesField(4, floats(0, 5))],
    );
    expect(flushDenormals(file)).toEqual({ weights: 7, flushed: 3 });
    expect(file).toEqual(expected);
  });

  it('finds tensors that are attributes of nodes', () => {
    const tensor = [...intField(2, 1), ...bytesField(9, floats(1e-30, 2))];
    const node = bytesField(5, bytesField(5, tensor));
    const file = Uint8Array.from(bytesField(7, bytesField(1, node)));
    expect(flushDenormals(file)).toEqual({ weights: 2, flushed: 1 });
  });

  it('leaves integer tensors alone', () => {
    const file = model(
      [...intField(2, 7), ...bytesField(9, [1, 0, 0, 0, 0, 0, 0, 0])],
      [...intField(2, 1), ...bytesField(9, floats(3))],
    );
    const before = file.slice();
    expect(flushDenormals(file)).toEqual({ weights: 1, flushed: 0 });
    expect(file).toEqual(before);
  });

  it('refuses bytes that are no ONNX file', () => {
    expect(() => flushDenormals(new TextEncoder().encode('<html>not a model</html>'))).toThrow(
      TypeError,
    );
    expect(() => flushDenormals(new Uint8Array())).toThrow('no float weights');
  });
});
