/** A value on an axis, and the similarity at which it lies. */
export interface Mark {
  value: number;
  at: number;
}

/**
 * Where the wanted values of a curve lie on the similarity axis: `values` runs along `similarity` and
 * only falls or only rises; logarithmic in between, since rates span decades. Values that the curve
 * does not reach are left out, and so is a mark nearer than `apart` to the one before it.
 */
export function marks(
  similarity: readonly number[],
  values: readonly number[],
  wanted: readonly number[],
  apart: number,
): Mark[] {
  const placed = wanted
    .flatMap((value): Mark[] => {
      const at = crossing(similarity, values, value);
      return at === null ? [] : [{ value, at }];
    })
    .sort((a, b) => a.at - b.at);
  const kept: Mark[] = [];
  for (const mark of placed) {
    const last = kept.at(-1);
    if (last === undefined || mark.at - last.at >= apart) kept.push(mark);
  }
  return kept;
}

function crossing(
  similarity: readonly number[],
  values: readonly number[],
  value: number,
): number | null {
  const log = (v: number) => Math.log(Math.max(v, 1e-12));
  for (let i = 1; i < values.length; i++) {
    const [a, b] = [values[i - 1] ?? 0, values[i] ?? 0];
    if (a === b || (a - value) * (b - value) > 0) continue;
    const [x, y] = [similarity[i - 1] ?? 0, similarity[i] ?? 0];
    return x + ((log(value) - log(a)) / (log(b) - log(a))) * (y - x);
  }
  return null;
}
