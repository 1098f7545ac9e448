import { beforeEach, describe, expect, it } from 'vitest';
import type { ReasonCode } from '../../../preload/contract/shapes';
import { quality } from '../store/testing/fixtures';
import { meshOf as mesh } from '../vision/testing/mesh';
import type { FaceMesh } from '../vision/types';
import { type Candidate, createViewCapture } from './captureView';

let guided: (ReasonCode | null)[];
let offered: number;
let runs: number;
let seen: FaceMesh;
let track: Candidate['track'];
beforeEach(() => {
  [guided, offered, runs] = [[], 0, 0];
  track = { detection: { box: [0, 0, 120, 150], score: 0.95 } };
});

const candidate = (over = {}): Candidate => ({
  track,
  landmarks: {
    all: [],
    five: [
      [40, 50],
      [80, 50],
      [60, 70],
      [45, 95],
      [75, 95],
    ],
  },
  quality: { ...quality(), sharpness: 90, ...over },
  reason: null,
});
const capture = () => {
  const take = createViewCapture({
    vision: {
      mesh: () => {
        runs++;
        return Promise.resolve(seen);
      },
      isFace: ({ score }, { face }) => score >= 0.8 && face >= 0.5,
    },
    enrolment: {
      guide: (reason) => void guided.push(reason),
      wants: () => true,
      offer: () => {
        offered++;
        return Promise.resolve();
      },
    },
    minFacePx: () => 80,
    embed: (_, face) =>
      Promise.resolve({
        vector: Float32Array.of(1),
        crop: { size: 1, data: new Uint8ClampedArray(4) },
        quality: face.quality,
      }),
    encodeJpeg: () => Promise.resolve(new Uint8Array()),
  });
  let at = 0;
  return (shown: FaceMesh, faces = [candidate()]) => {
    seen = shown;
    at += 40;
    return take({ width: 1, height: 1, data: new Uint8Array(4), capturedAt: at }, faces);
  };
};

describe('taking a view for enrolment', () => {
  it('offers a face with open eyes and closed mouth, with what the mesh showed', async () => {
    const face = candidate();
    await capture()(mesh(2.5), [face]);
    expect(offered).toBe(1);
    expect(face.quality).toMatchObject({ mouthClosed: 100, eyesOpen: expect.any(Number) });
  });

  it.each([
    ['EYES_CLOSED', mesh(1)],
    ['MOUTH_OPEN', mesh(2.5, 24)],
    ['NOT_A_FACE', mesh(2.5, 0, 0.1)],
  ] as const)('says %s and takes nothing', async (reason, shown) => {
    await capture()(shown);
    expect([guided, offered]).toEqual([[reason], 0]);
  });

  it('takes nothing from a face that the detector is unsure of', async () => {
    track = { detection: { box: [0, 0, 120, 150], score: 0.7 } };
    await capture()(mesh(2.5));
    expect(guided).toEqual(['NOT_A_FACE']);
  });

  it('does not take a blink, though eyes as narrow are taken from another person', async () => {
    const show = capture();
    for (let i = 0; i < 8; i++) await show(mesh(2.7));
    expect(offered).toBe(8);
    await show(mesh(1.9));
    expect([guided.at(-1), offered]).toEqual(['EYES_CLOSED', 8]);
    track = { detection: track.detection };
    await show(mesh(1.9));
    expect(offered).toBe(9);
  });

  it('does not run the mesh for a face that the gate refuses anyway', async () => {
    await capture()(mesh(2.5), [candidate({ sharpness: 2 })]);
    expect([guided, runs]).toEqual([['BLURRED'], 0]);
  });

  it('takes nobody while two are about equally near, or nobody is there', async () => {
    const show = capture();
    await show(mesh(2.5), [candidate(), candidate()]);
    await show(mesh(2.5), []);
    expect([guided, offered]).toEqual([['SEVERAL_FACES', 'NO_FACE'], 0]);
  });
});
