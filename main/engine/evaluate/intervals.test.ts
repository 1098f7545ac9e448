import { describe, expect, it } from 'vitest';
import { meanAndStd, quantile, wilson } from './intervals';

describe('intervals', () => {
  it('Wilson of 5 in 10 is 0.2366 to 0.7634', () => {
    const { low, high } = wilson(5, 10);
    expect(low).toBeCloseTo(0.2366, 4);
    expect(high).toBeCloseTo(0.7634, 4);
  });

  it('no hit in 300 still allows for 1.26 %', () => {
    expect(wilson(0, 300)).toEqual({ low: 0, high: expect.closeTo(0.01264, 4) });
  });

  it('all hits end at 1, no trials say nothing', () => {
    expect(wilson(20, 20).high).toBe(1);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('the sample deviation of 2, 4, 4, 4, 5, 5, 7, 9 is the square root of 32/7', () => {
    const { mean, std } = meanAndStd([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(mean).toBe(5);
    expect(std).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(meanAndStd([3]).std).toBe(0);
  });

  it('quantiles lie on the line between neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10], 0.95)).toBe(10);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
