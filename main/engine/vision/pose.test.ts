import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimatePose, FACE } from './pose';
import type { Point } from './types';

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The generic face turned by yaw, then pitch, then roll, seen from far away. */
function seen(yawDeg: number, pitchDeg: number, rollDeg: number, scale = 1.7): Point[] {
  const [cy, sy] = [Math.cos(radians(yawDeg)), Math.sin(radians(yawDeg))];
  const [cp, sp] = [Math.cos(radians(pitchDeg)), Math.sin(radians(pitchDeg))];
  const [cr, sr] = [Math.cos(radians(rollDeg)), Math.sin(radians(rollDeg))];
  const points = Array.from({ length: 68 }, (): Point => [0, 0]);
  for (const [index, x, y, z] of FACE) {
    const tilted = y * cp - z * sp; // looking up lifts what is in front
    const depth = y * sp + z * cp;
    const turned = x * cy + depth * sy;
    points[index] = [
      300 + scale * (turned * cr - tilted * sr),
      200 + scale * (turned * sr + tilted * cr),
    ];
  }
  return points;
}

describe('head pose', () => {
  it('is zero for the generic face from the front', () => {
    const { yawDeg, pitchDeg, rollDeg } = estimatePose(seen(0, 0, 0));
    for (const angle of [yawDeg, pitchDeg, rollDeg]) expect(angle).toBeCloseTo(0, 6);
  });

  it('gives back any pose that the face was drawn in', () => {
    const yaw = fc.integer({ min: -60, max: 60 });
    const other = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(yaw, other, other, (y, p, r) => {
        const pose = estimatePose(seen(y, p, 0));
        expect(pose.yawDeg).toBeCloseTo(y, 4);
        expect(pose.pitchDeg).toBeCloseTo(p, 4);
        const tilted = estimatePose(seen(0, 0, r));
        expect(tilted.rollDeg).toBeCloseTo(r, 4);
      }),
    );
  });

  it('is positive to the right of the picture, upwards and clockwise', () => {
    const moved = (index: number, dx: number, dy: number) =>
      seen(0, 0, 0).map(([x, y], i): Point => (i === index ? [x + dx, y + dy] : [x, y]));
    expect(estimatePose(moved(30, 15, 0)).yawDeg).toBeGreaterThan(3);
    expect(estimatePose(moved(30, 0, -15)).pitchDeg).toBeGreaterThan(3);
    expect(estimatePose(seen(0, 0, 12)).rollDeg).toBeGreaterThan(0);
  });

  it('does not depend on place and size', () => {
    const near = estimatePose(seen(25, -10, 5, 3));
    const far = estimatePose(seen(25, -10, 5, 0.4).map(([x, y]): Point => [x + 900, y - 50]));
    expect(far.yawDeg).toBeCloseTo(near.yawDeg, 6);
    expect(far.pitchDeg).toBeCloseTo(near.pitchDeg, 6);
  });
});
