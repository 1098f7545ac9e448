import { describe, expect, it } from 'vitest';
import { marks } from './marks';

const similarity = Array.from({ length: 101 }, (_, i) => i / 100);
/** Falls tenfold every tenth. */
const falling = similarity.map((t) => 10 ** (-10 * t));

describe('marks on the axis', () => {
  it('lie where the curve has the value', () => {
    const found = marks(similarity, falling, [0.1, 0.01, 0.001], 0);
    expect(found.map(({ at }) => at)).toEqual([0.1, 0.2, 0.3].map((t) => expect.closeTo(t, 6)));
  });

  it('of values that are not reached are left out', () => {
    expect(marks(similarity, falling, [2, 0.1], 0).map(({ value }) => value)).toEqual([0.1]);
    expect(
      marks(
        similarity,
        similarity.map(() => 0),
        [0.1],
        0,
      ),
    ).toEqual([]);
  });

  it('that would lie on top of each other give way to the first', () => {
    const found = marks(similarity, falling, [0.1, 0.05, 0.001], 0.15);
    expect(found.map(({ value }) => value)).toEqual([0.1, 0.001]);
  });

  it('lie on a rising curve as well', () => {
    expect(marks(similarity, similarity, [0.5], 0)).toEqual([{ value: 0.5, at: 0.5 }]);
  });
});
