import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTracker } from './track';
import type { Box, Detection } from './types';

const face = (...box: Box): Detection => ({ box, score: 0.9 });
const ids = ({ seen }: { seen: { id: number }[] }) => seen.map((track) => track.id);

describe('tracker', () => {
  it('keeps a face’s number while it moves', () => {
    const tracker = createTracker();
    const first = ids(tracker.update([face(100, 100, 80, 100)], 0));
    for (let frame = 1; frame < 60; frame++) {
      const moved = tracker.update([face(100 + 6 * frame, 100, 80, 100)], frame * 33);
      expect(ids(moved)).toEqual(first);
    }
  });

  it('keeps the numbers of two who walk past each other', () => {
    const tracker = createTracker();
    const at = (x: number, y: number) => face(x, y, 60, 70);
    const [a, b] = ids(tracker.update([at(0, 100), at(300, 130)], 0));
    for (let frame = 1; frame <= 30; frame++) {
      const { seen } = tracker.update([at(10 * frame, 100), at(300 - 10 * frame, 130)], frame * 33);
      expect(seen.map((t) => t.id)).toEqual([a, b]);
    }
  });

  it('gives the number back after a short absence and a new one after a long', () => {
    const tracker = createTracker({ minIou: 0.25, keepMs: 700 });
    const [id] = ids(tracker.update([face(10, 10, 50, 50)], 0));
    tracker.update([], 300);
    expect(ids(tracker.update([face(12, 10, 50, 50)], 600))).toEqual([id]);
    expect(tracker.update([], 1400).ended).toEqual([id]);
    expect(ids(tracker.update([face(12, 10, 50, 50)], 1500))).not.toEqual([id]);
  });

  it('does not hand a number on across a pause without frames', () => {
    const tracker = createTracker({ minIou: 0.25, keepMs: 700 });
    const [id] = ids(tracker.update([face(10, 10, 50, 50)], 0));
    const after = tracker.update([face(10, 10, 50, 50)], 5000);
    expect(after.ended).toEqual([id]);
    expect(ids(after)).not.toEqual([id]);
  });

  it('gives everyone in a frame a number of their own, in the detections’ order', () => {
    const box = fc.tuple(
      fc.nat(600),
      fc.nat(400),
      fc.integer({ min: 20, max: 200 }),
      fc.integer({ min: 20, max: 200 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(box, { maxLength: 6 }), { maxLength: 12 }), (frames) => {
        const tracker = createTracker();
        frames.forEach((boxes, n) => {
          const { seen } = tracker.update(
            boxes.map((b) => face(...b)),
            n * 40,
          );
          expect(seen.map((t) => t.box)).toEqual(boxes);
          expect(new Set(seen.map((t) => t.id)).size).toBe(boxes.length);
        });
      }),
    );
  });
});
