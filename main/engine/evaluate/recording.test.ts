import { describe, expect, it } from 'vitest';
import type { JudgedStep } from '../pipeline';
import { createRecording } from './recording';

const step = (at: number, over: Partial<JudgedStep['evidence']> = {}, trackId = 1): JudgedStep => ({
  trackId,
  at,
  evidence: {
    hits: [
      { personId: 'uuid-of-ann', templateId: 't', similarity: 0.712345 },
      { personId: 'uuid-of-bob', templateId: 'u', similarity: 0.1 },
    ],
    votes: ['uuid-of-ann', 'uuid-of-ann', 'uuid-of-bob'],
    frames: 3,
    liveness: { mean: 0.987654, frames: 5 },
    established: null,
    reason: null,
    insistent: false,
    ...over,
  },
  rules: {
    threshold: 0.41234,
    margin: 0.05,
    agreement: 2,
    certain: null,
    livenessThreshold: 0.5,
    bar: () => 0.5,
  },
  decision: {
    outcome: 'known',
    reason: null,
    personId: 'uuid-of-ann',
    similarity: 0.712345,
    secondBest: 0.1,
    evidence: 1,
  },
});

describe('a recording', () => {
  it('names nobody, and rounds', () => {
    const recording = createRecording('clip.mjpeg');
    recording.judged(step(33.333));
    const report = recording.report();
    expect(JSON.stringify(report)).not.toMatch(/uuid|ann|bob/);
    expect(report?.rules.threshold).toBe(0.4123);
    expect(report?.steps).toMatchObject([
      {
        at: 33,
        evidence: { hits: [{ personId: 'P1', similarity: 0.7123 }, { personId: 'P2' }] },
        decision: { outcome: 'known', personId: 'P1' },
      },
    ]);
  });

  it('keeps the last judgement of a frame, and leaves out what says nothing new', () => {
    const recording = createRecording('clip.mjpeg');
    recording.judged(step(0, { frames: 1 }));
    recording.judged(step(0, { frames: 2 }));
    recording.judged(step(33, { frames: 2 }));
    recording.judged(step(33, { frames: 1 }, 2));
    const steps = recording.report()?.steps ?? [];
    expect(steps.map(({ at, track, evidence }) => [at, track, evidence.frames])).toEqual([
      [0, 1, 2],
      [33, 2, 1],
    ]);
  });

  it('of a clip in which nobody was judged is none', () => {
    expect(createRecording('clip.mjpeg').report()).toBeNull();
  });
});
