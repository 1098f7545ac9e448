/**
 * Runs a network read from TensorFlow Lite the slow way: each operator by itself as the format's
 * documentation defines it, in doubles, one loop inside the other, nothing fused. What a conversion
 * is checked against, so it shares no code with it.
 *
 * @param {ReturnType<typeof import('./read.mjs').readTflite>} model
 * @param {{ shape: number[], values: ArrayLike<number> }} input
 * @returns {Map<string, { shape: number[], values: Float64Array }>} every tensor by name
 */
export function compute({ tensors, operators, inputs }, input) {
  const at = tensors.map(({ shape, values }) => (values === null ? null : { shape, values }));
  at[inputs[0]] = input;
  for (const {
    op,
    options,
    inputs: from,
    outputs: [to],
  } of operators) {
    at[to] = OPERATORS[op](...from.map((index) => at[index]), options);
  }
  return new Map(tensors.map(({ name }, index) => [name, at[index]]));
}

const each = (x, change) => ({ shape: x.shape, values: Float64Array.from(x.values, change) });

/** Element by element; the smaller operand repeats along the channels or, with one channel, in them. */
function pairwise(p, q, join) {
  const [large, small] = p.values.length >= q.values.length ? [p, q] : [q, p];
  const channels = large.shape.at(-1);
  const perCell = small.shape.at(-1) === 1 && small.shape.length === large.shape.length;
  const partner = (i) => {
    if (small.values.length === large.values.length) return small.values[i];
    return small.values[perCell ? Math.floor(i / channels) : i % channels];
  };
  return each(large, (v, i) => (large === p ? join(v, partner(i)) : join(partner(i), v)));
}

/** Over the last axis. */
function reduce(x, options, start, join) {
  const channels = x.shape.at(-1);
  const values = new Float64Array(x.values.length / channels).fill(start);
  for (let i = 0; i < x.values.length; i++) {
    const cell = Math.floor(i / channels);
    values[cell] = join(values[cell], x.values[i]);
  }
  return { shape: [...x.shape.slice(0, -1), 1], values };
}

/** Outputs along an axis, and how far before its begin the first window starts. */
function places(size, window, stride, padding) {
  if (padding === 'VALID') return { count: Math.floor((size - window) / stride) + 1, before: 0 };
  const count = Math.ceil(size / stride);
  const missing = Math.max(0, (count - 1) * stride + window - size);
  return { count, before: Math.floor(missing / 2) };
}

/** Calls `visit(output cell, input cell, window cell)` for every pair inside the picture. */
function slide([, height, width], [kh, kw], { strides, padding }, visit) {
  const y = places(height, kh, strides[0], padding);
  const x = places(width, kw, strides[1], padding);
  for (let oy = 0; oy < y.count; oy++) {
    for (let ox = 0; ox < x.count; ox++) {
      for (let ky = 0; ky < kh; ky++) {
        for (let kx = 0; kx < kw; kx++) {
          const iy = oy * strides[0] + ky - y.before;
          const ix = ox * strides[1] + kx - x.before;
          if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
          visit(oy * x.count + ox, iy * width + ix, ky * kw + kx);
        }
      }
    }
  }
  return [y.count, x.count];
}

const sizeOf = (shape, window, options) => {
  let last = 0;
  const [rows, columns] = slide(shape, window, options, (cell) => (last = cell));
  if (last !== rows * columns - 1) throw new RangeError('A window without a picture');
  return [rows, columns];
};

const OPERATORS = {
  RELU: (x) => each(x, (v) => Math.max(0, v)),
  NEG: (x) => each(x, (v) => -v),
  EXP: (x) => each(x, Math.exp),
  ADD: (p, q) => pairwise(p, q, (a, b) => a + b),
  SUB: (p, q) => pairwise(p, q, (a, b) => a - b),
  MUL: (p, q) => pairwise(p, q, (a, b) => a * b),
  DIV: (p, q) => pairwise(p, q, (a, b) => a / b),
  SUM: (x, axis, options) => reduce(x, options, 0, (a, b) => a + b),
  REDUCE_MAX: (x, axis, options) => reduce(x, options, -Infinity, Math.max),
  MAX_POOL_2D(x, options) {
    const channels = x.shape[3];
    const [rows, columns] = sizeOf(x.shape, options.window, options);
    const values = new Float64Array(rows * columns * channels).fill(-Infinity);
    slide(x.shape, options.window, options, (to, from) => {
      for (let c = 0; c < channels; c++) {
        const value = x.values[from * channels + c];
        if (value > values[to * channels + c]) values[to * channels + c] = value;
      }
    });
    return { shape: [1, rows, columns, channels], values };
  },
  CONV_2D(x, weights, bias, options) {
    const [out, kh, kw, channels] = weights.shape;
    const [rows, columns] = sizeOf(x.shape, [kh, kw], options);
    const values = Float64Array.from(
      { length: rows * columns * out },
      (_, i) => bias.values[i % out],
    );
    slide(x.shape, [kh, kw], options, (to, from, k) => {
      for (let o = 0; o < out; o++) {
        for (let c = 0; c < channels; c++) {
          values[to * out + o] +=
            x.values[from * channels + c] * weights.values[(o * kh * kw + k) * channels + c];
        }
      }
    });
    return { shape: [1, rows, columns, out], values };
  },
  FULLY_CONNECTED(x, weights, bias) {
    const [out, length] = weights.shape;
    const values = Float64Array.from({ length: out }, (_, o) => {
      let sum = bias.values[o];
      for (let i = 0; i < length; i++) sum += x.values[i] * weights.values[o * length + i];
      return sum;
    });
    return { shape: [1, out], values };
  },
};
