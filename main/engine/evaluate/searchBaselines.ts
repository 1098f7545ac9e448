import { quantise } from '../match/scan/quantise';
import { createSession } from '../vision/session';
import { floatMatMul, integerMatMul } from './matMulModel';

/** Another way to search the same matrix: scores of all rows, or the nearest rows themselves. */
export interface SearchBaseline {
  name: string;
  search(query: Float32Array, k: number): Promise<readonly number[]> | readonly number[];
  close(): Promise<void> | void;
}

/** Larger models do not fit into one protobuf message. */
const MOST_BYTES = 1.9e9;

/** Exact search as anybody would write it first: one sum in double precision a row. */
export function plainLoop(matrix: Float32Array, dimension: number): SearchBaseline {
  const scores = new Float64Array(matrix.length / dimension);
  return {
    name: 'plainLoopF64',
    search(query, k) {
      for (let row = 0, at = 0; row < scores.length; row++) {
        let sum = 0;
        for (let i = 0; i < dimension; i++, at++) sum += query[i]! * matrix[at]!;
        scores[row] = sum;
      }
      return nearest(scores, k);
    },
    close: () => undefined,
  };
}

/**
 * ONNX Runtime on the CPU: a float32 matrix product, exact, and an int8 one, which is not. One that is
 * too large for a model file is left out. Throws Fault MODEL_INVALID where a product is refused.
 */
export async function onnxBaselines(
  matrix: Float32Array,
  dimension: number,
  threads: number,
): Promise<SearchBaseline[]> {
  const rows = matrix.length / dimension;
  const found: SearchBaseline[] = [];
  const add = async (name: string, bytes: () => Uint8Array) => {
    const session = await createSession(bytes(), {
      file: name,
      input: { name: 'probe', dims: [dimension, 1] },
      outputs: ['scores'],
      provider: 'cpu',
      threads,
    });
    found.push({
      name,
      search: async (query, k) =>
        nearest((await session.run((input) => input.set(query))).scores!, k),
      close: () => session.close(),
    });
  };
  if (matrix.byteLength < MOST_BYTES) {
    await add('onnxMatMulF32', () => floatMatMul({ rows, dimension }, matrix));
  }
  if (matrix.length < MOST_BYTES) {
    await add('onnxMatMulInteger', () => {
      const whole = new Int8Array(matrix.length);
      const scales = new Float32Array(rows);
      for (let row = 0; row < rows; row++) {
        const at = row * dimension;
        const own = whole.subarray(at, at + dimension);
        scales[row] = quantise(matrix.subarray(at, at + dimension), own).scale;
      }
      return integerMatMul({ rows, dimension }, whole, scales);
    });
  }
  return found;
}

/** Indices of the `k` highest scores, highest first, the lower index before the higher of equals. */
export function nearest(scores: ArrayLike<number>, k: number): number[] {
  const best: number[] = [];
  for (let row = 0; row < scores.length; row++) {
    let at = best.length;
    if (at === k && scores[row]! <= scores[best[k - 1]!]!) continue;
    while (at > 0 && scores[best[at - 1]!]! < scores[row]!) at--;
    best.splice(at, 0, row);
    if (best.length > k) best.pop();
  }
  return best;
}
