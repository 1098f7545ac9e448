import { describe, expect, it } from 'vitest';
import { errorVersusDiscard, rankCorrelation, type JudgedPair } from './discard';

/** Ten pairs, two of them refused; the quality is given pair by pair. */
const pairs = (...qualities: number[]): JudgedPair[] =>
  qualities.map((quality, at) => ({ quality, refused: at < 2 }));

describe('error versus discard', () => {
  it('of a measure that knows the refused pairs is ideal', () => {
    const report = errorVersusDiscard(pairs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), [0, 0.1, 0.2]);
    expect(report.points).toEqual([
      { discarded: 0, kept: 10, refused: 2, fnmr: 0.2 },
      { discarded: 0.1, kept: 9, refused: 1, fnmr: 1 / 9 },
      { discarded: 0.2, kept: 8, refused: 0, fnmr: 0 },
    ]);
    // Trapezoids: (.2 + 1/9) / 2 and (1/9 + 0) / 2, over two steps.
    expect(report.area.measure).toBeCloseTo((0.2 / 2 + 1 / 9) / 2, 12);
    expect(report.area.ideal).toBeCloseTo(report.area.measure, 12);
    expect(report.area.random).toBe(0.2);
    expect(report.gain).toBeCloseTo(1, 12);
    expect(report.chance).toBeLessThan(0.06); // 1 of 45 ways to choose the first two
  });

  it('of a measure that is the same for all follows chance', () => {
    const report = errorVersusDiscard(pairs(...Array<number>(10).fill(100)), [0, 0.1, 0.5]);
    for (const { fnmr } of report.points) expect(fnmr).toBeCloseTo(0.2, 12);
    expect(report.gain).toBeCloseTo(0, 12);
  });

  it('of a measure that has it backwards is worse than chance', () => {
    const report = errorVersusDiscard(pairs(9, 9, 1, 2, 3, 4, 5, 6, 7, 8), [0, 0.5]);
    expect(report.points[1]).toEqual({ discarded: 0.5, kept: 5, refused: 2, fnmr: 0.4 });
    expect(report.gain).toBeLessThan(0);
    expect(report.chance).toBeGreaterThan(0.5);
  });

  it('cuts a run of equal quality by its mean', () => {
    const report = errorVersusDiscard(pairs(1, 5, 1, 5, 5, 5, 5, 5, 5, 5), [0.1]);
    expect(report.points[0]).toMatchObject({ kept: 9, refused: 1.5 });
  });

  it('has no gain to speak of where nothing was refused', () => {
    const report = errorVersusDiscard(
      [
        { quality: 1, refused: false },
        { quality: 2, refused: false },
      ],
      [0.5],
    );
    expect(report.gain).toBeNaN();
    expect(report.area.random).toBe(0);
  });

  it('is the same for the same seed', () => {
    const some = pairs(4, 1, 3, 2, 5, 6, 7, 8, 9, 10);
    expect(errorVersusDiscard(some, [0.3], 7)).toEqual(errorVersusDiscard(some, [0.3], 7));
  });
});

describe('rank correlation', () => {
  it('is 1 for the same order, -1 for the opposite, 0 for no order', () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 200, 3000, 40_000])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    expect(rankCorrelation([1, 2, 3, 4], [5, 5, 5, 5])).toBe(0);
  });

  it('gives equal values their mean rank', () => {
    // Ranks 1.5 1.5 3 against 1 2 3: Pearson's correlation of those.
    expect(rankCorrelation([1, 1, 2], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(1.5 * 2), 12);
  });
});
