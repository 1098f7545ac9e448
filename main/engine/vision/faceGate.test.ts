import { describe, expect, it } from 'vitest';
import { createFaceGate } from './faceGate';
import type { Detection, FaceMesh } from './types';

const frame = (capturedAt: number) => ({
  width: 1,
  height: 1,
  data: new Uint8Array(4),
  capturedAt,
});
const track = () => ({ detection: { box: [0, 0, 9, 9], score: 0.9 } as Detection });

/** A gate whose mesh answers these flags, one after the other. */
function gateOf(...flags: number[]) {
  const runs = { count: 0 };
  const gate = createFaceGate({
    mesh: () => Promise.resolve({ face: flags[runs.count++] ?? 0, points: [] }),
    isFace: ({ score }: Detection, { face }: FaceMesh) => score >= 0.8 && face >= 0.5,
  });
  return { gate, runs };
}

describe('the face gate', () => {
  it('asks the mesh once for a track that is a face', async () => {
    const { gate, runs } = gateOf(1);
    const one = track();
    expect([await gate(frame(0), one), await gate(frame(5000), one)]).toEqual([true, true]);
    expect(runs.count).toBe(1);
  });

  it('asks again a second after a no, not sooner', async () => {
    const { gate, runs } = gateOf(0, 1);
    const one = track();
    expect([await gate(frame(0), one), await gate(frame(900), one)]).toEqual([false, false]);
    expect(runs.count).toBe(1);
    expect(await gate(frame(1000), one)).toBe(true);
  });

  it('keeps tracks apart', async () => {
    const { gate } = gateOf(1, 0);
    expect([await gate(frame(0), track()), await gate(frame(0), track())]).toEqual([true, false]);
  });
});
