import { describe, expect, it } from 'vitest';
import { fitInside } from './stage';

describe('picture on the stage', () => {
  it('is as large as fits, centred, boxes scaled from the engine’s frame', () => {
    const fit = fitInside(
      { width: 1000, height: 500 },
      { width: 1280, height: 720 },
      { width: 640, height: 360 },
      false,
    );
    expect(fit.height).toBe(500);
    expect(fit.left).toBeCloseTo((1000 - fit.width) / 2, 9);
    expect(fit.view.scale * 640).toBeCloseTo(fit.width, 9);
    expect(fit.view).toMatchObject({ offsetX: fit.left, offsetY: 0, mirrored: false });
  });

  it('starts at the right edge when mirrored, so that x runs to the left', () => {
    const fit = fitInside(
      { width: 640, height: 480 },
      { width: 640, height: 480 },
      { width: 640, height: 480 },
      true,
    );
    expect(fit.view.offsetX).toBe(640);
  });
});
