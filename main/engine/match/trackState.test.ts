import { describe, expect, it } from 'vitest';
import { normalise } from './fuse';
import { compareWithTrack, createTrackState, insists, noteReason, noteTie } from './trackState';

const gallery = { search: () => [], version: () => 0 };
const ann = normalise(Float32Array.of(1, 0.1));
const bob = normalise(Float32Array.of(-0.2, 1));

describe('state of a track', () => {
  it('tells advice as the answer once it has stood, and starts over with another reason', () => {
    const state = createTrackState(gallery);
    noteReason(state, 'TOO_FAR', 0);
    expect(insists(state, 700)).toBe(false);
    expect(insists(state, 900)).toBe(true);
    noteReason(state, 'BLURRED', 900);
    expect(insists(state, 1000)).toBe(false);
    noteReason(state, null, 1100);
    expect(insists(state, 9000)).toBe(false);
  });

  it('takes a tie for one only when it lasts', () => {
    const state = createTrackState(gallery);
    expect(noteTie(state, true, 0)).toBe(false);
    expect(noteTie(state, false, 1500)).toBe(false);
    expect(noteTie(state, true, 1600)).toBe(false);
    expect(noteTie(state, true, 3700)).toBe(true);
  });

  it('forgives one strange frame and believes two', () => {
    const state = createTrackState(gallery);
    expect(compareWithTrack(state, ann)).toBe('same');
    state.evidence.addProbe({ vector: ann, weight: 1 }, 0);
    expect(compareWithTrack(state, bob)).toBe('doubtful');
    expect(compareWithTrack(state, ann)).toBe('same');
    expect(compareWithTrack(state, bob)).toBe('doubtful');
    expect(compareWithTrack(state, bob)).toBe('another');
  });
});
