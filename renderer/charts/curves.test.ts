import { describe, expect, it } from 'vitest';
import { ovalOf, arcPath } from '../screens/enrol/oval';
import { along, areaPath, linePath } from './curves';

describe('the threshold plot', () => {
  it('runs from -0.2 to 1 and holds what lies outside at its ends', () => {
    expect(along(-0.2)).toBe(0);
    expect(along(0.4)).toBeCloseTo(0.5);
    expect(along(1)).toBe(1);
    expect(along(-0.9)).toBe(0);
  });

  it('draws a curve closed along the axis, its peak at the top', () => {
    expect(areaPath([-0.2, 0.4, 1], [0, 2, 0], 120, 50)).toBe(
      'M0.00 50L0.00 50.00L60.00 0.00L120.00 50.00L120.00 50Z',
    );
  });

  it('draws the same curve open, as a line', () => {
    expect(linePath([-0.2, 0.4, 1], [0, 2, 0], 120, 50)).toBe(
      'M0.00 50.00L60.00 0.00L120.00 50.00',
    );
  });

  it('draws nothing without data', () => {
    expect(linePath([0, 1], [0, 0], 120, 50)).toBe('');
    expect(areaPath([], [], 120, 50)).toBe('');
    expect(areaPath([0, 1], [0, 0], 120, 50)).toBe('');
  });
});

describe('the oval', () => {
  it('fits into upright and wide frames', () => {
    for (const [width, height] of [
      [640, 480],
      [1920, 1080],
      [480, 640],
    ] as const) {
      const { cx, cy, rx, ry } = ovalOf(width, height);
      expect(cx - rx).toBeGreaterThan(0);
      expect(cy - ry).toBeGreaterThan(0);
      expect(cy + ry).toBeLessThan(height);
    }
  });

  it('is ringed by as many arcs as views are needed, none overlapping', () => {
    const oval = { cx: 0, cy: 0, rx: 10, ry: 10 };
    const ends = Array.from({ length: 3 }, (_, i) => arcPath(oval, i, 3));
    expect(new Set(ends).size).toBe(3);
    expect(arcPath(oval, 0, 1)).toContain(' 0 1 1 ');
  });
});
