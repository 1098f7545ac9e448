import { describe, expect, it } from 'vitest';
import { ARCFACE_TEMPLATE } from './align';
import { eyeOpenness, faceShareOfCrop, meshPose, mouthOpenness } from './meshMeasures';
import { FACE } from './pose';
import { eyesOpenQuality, faceInCropQuality, mouthClosedQuality } from './qualityMesh';
import type { FivePoints, MeshPoint } from './types';

const falling = (values: number[]) => values.every((v, i) => i === 0 || v < values[i - 1]!);
const five = ARCFACE_TEMPLATE as unknown as FivePoints; // five points by its own definition

/** 468 points of which only the named ones lie anywhere but at the origin. */
function mesh(placed: Record<number, MeshPoint>): MeshPoint[] {
  return Array.from({ length: 468 }, (_, i): MeshPoint => placed[i] ?? [0, 0, 0]);
}

/** Both eyes 30 px wide, their lids `gap` px apart; `turn` px of the width lie in depth. */
function eyes(gapRight: number, gapLeft: number, turn = 0): MeshPoint[] {
  const width = Math.sqrt(30 ** 2 - turn ** 2);
  const eye = ([a, b, c, d, e, f]: number[], gap: number): [number, MeshPoint][] => [
    [a!, [0, 0, 0]],
    [d!, [width, 0, turn]],
    [b!, [width / 3, -gap / 2, turn / 3]],
    [f!, [width / 3, gap / 2, turn / 3]],
    [c!, [(2 * width) / 3, -gap / 2, (2 * turn) / 3]],
    [e!, [(2 * width) / 3, gap / 2, (2 * turn) / 3]],
  ];
  return mesh(
    Object.fromEntries([
      ...eye([33, 160, 158, 133, 153, 144], gapRight),
      ...eye([362, 385, 387, 263, 373, 380], gapLeft),
    ]),
  );
}

describe('eye openness', () => {
  it('falls from 1 to 0 as the lids close, each eye for itself', () => {
    const opened = [9, 7, 5, 3].map((gap) => eyeOpenness(eyes(gap, 9)).right);
    expect(opened[0]).toBe(1);
    expect(falling(opened)).toBe(true);
    expect(eyeOpenness(eyes(2, 9))).toEqual({ left: 1, right: 0 });
  });

  it('is the ratio of height to width: an eye 0.2 high for its width is 0.6 open', () => {
    expect(eyeOpenness(eyes(6, 6)).left).toBeCloseTo((0.2 - 0.08) / 0.2, 9);
  });

  it('does not change when the head turns', () => {
    expect(eyeOpenness(eyes(6, 6, 20)).right).toBeCloseTo(eyeOpenness(eyes(6, 6)).right, 9);
  });

  it('as a component is that of the less open eye', () => {
    expect(eyesOpenQuality(eyeOpenness(eyes(6, 9)))).toBeCloseTo(60, 6);
    expect(falling([9, 7, 5, 3].map((gap) => eyesOpenQuality(eyeOpenness(eyes(9, gap)))))).toBe(
      true,
    );
  });
});

describe('mouth openness', () => {
  const mouth = (gap: number) =>
    mesh({ 13: [20, -gap / 2, 0], 14: [20, gap / 2, 0], 78: [0, 0, 0], 308: [40, 0, 0] });

  it('grows with the gap between the lips', () => {
    expect([0, 14, 28, 60].map((gap) => mouthOpenness(mouth(gap)))).toEqual([0, 0.5, 1, 1]);
  });

  it('as a component is full for lips slightly apart and falls from there', () => {
    expect(mouthClosedQuality(mouthOpenness(mouth(2)))).toBe(100);
    expect(
      falling([3, 6, 10, 16, 20].map((g) => mouthClosedQuality(mouthOpenness(mouth(g))))),
    ).toBe(true);
  });
});

describe('pose from the mesh', () => {
  const indices = [33, 133, 362, 263, 168, 1, 2, 61, 291, 0, 17, 152];
  /** The generic face turned about the vertical axis and seen from the front. */
  const turned = (yawDeg: number) => {
    const a = (yawDeg * Math.PI) / 180;
    return mesh(
      Object.fromEntries(
        FACE.map(([, x, y, z], i): [number, MeshPoint] => [
          indices[i]!,
          [x * Math.cos(a) + z * Math.sin(a), y, 0],
        ]),
      ),
    );
  };

  it('finds the angle that a generic face was turned by', () => {
    for (const yaw of [-40, -15, 0, 25]) {
      expect(meshPose(turned(yaw)).yawDeg).toBeCloseTo(yaw, 3);
      expect(meshPose(turned(yaw)).rollDeg).toBeCloseTo(0, 3);
    }
  });
});

describe('the share of the crop that is face', () => {
  const OVAL_STEPS = 36;
  /** An outline of the given half axes about the middle of the crop, moved by `dx`. */
  function oval(rx: number, ry: number, dx = 0): MeshPoint[] {
    const order = [
      10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
      148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ];
    return mesh(
      Object.fromEntries(
        order.map((index, i): [number, MeshPoint] => {
          const angle = (2 * Math.PI * i) / OVAL_STEPS;
          return [index, [56 + dx + rx * Math.sin(angle), 56 - ry * Math.cos(angle), 0]];
        }),
      ),
    );
  }
  const share = (points: MeshPoint[]) => faceShareOfCrop(points, five, ARCFACE_TEMPLATE, 112);

  it('is the area of the outline where all of it lies in the crop', () => {
    const polygon = (OVAL_STEPS / 2) * Math.sin((2 * Math.PI) / OVAL_STEPS);
    expect(share(oval(30, 40))).toBeCloseTo((polygon * 30 * 40) / 112 ** 2, 6);
  });

  it('is everything where the crop lies inside the outline, nothing where it lies beside it', () => {
    expect(share(oval(500, 500))).toBeCloseTo(1, 9);
    expect(share(oval(30, 40, 200))).toBeCloseTo(0, 9);
  });

  it('falls as the face slides out, and so does the component', () => {
    const shares = [0, 40, 60, 80].map((dx) => share(oval(40, 50, dx)));
    expect(falling(shares)).toBe(true);
    expect(falling(shares.slice(0, 3).map(faceInCropQuality))).toBe(true);
  });
});
