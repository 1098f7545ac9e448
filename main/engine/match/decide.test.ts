import { describe, expect, it } from 'vitest';
import { decide, HYSTERESIS, LIVENESS_FRAMES, type DecisionRules, type Evidence } from './decide';

const rules: DecisionRules = {
  threshold: 0.5,
  margin: 0.05,
  agreement: 3,
  certain: null,
  livenessThreshold: 0.5,
};
const ann = (similarity: number) => ({ personId: 'ann', templateId: 't1', similarity });
const bob = (similarity: number) => ({ personId: 'bob', templateId: 't2', similarity });
const good: Evidence = {
  hits: [ann(0.7), bob(0.1)],
  votes: ['ann', 'ann', 'ann'],
  frames: 3,
  liveness: { mean: 0.99, frames: LIVENESS_FRAMES },
  established: null,
  reason: null,
  insistent: false,
};

describe('decide', () => {
  it('names a live face that is over the threshold, ahead, and agreed upon', () => {
    expect(decide(good, rules)).toMatchObject({ outcome: 'known', personId: 'ann', evidence: 1 });
  });

  it('answers unknown for a face under the threshold', () => {
    expect(decide({ ...good, hits: [ann(0.49)] }, rules)).toMatchObject({
      outcome: 'unknown',
      personId: null,
    });
  });

  it('answers unknown in an empty gallery', () => {
    expect(decide({ ...good, hits: [], votes: [] }, rules).outcome).toBe('unknown');
  });

  it('refuses everyone at the end of the slider, also who was named a frame ago', () => {
    const decision = decide({ ...good, established: 'ann' }, { ...rules, threshold: 1 });
    expect(decision).toMatchObject({ outcome: 'unknown', personId: null });
  });

  it('asks somebody with a look-alike for more: a bar of their own and twice the lead', () => {
    const bar = (personId: string) => (personId === 'ann' ? 0.65 : 0.5);
    const hits = [ann(0.7), bob(0.55)];
    expect(decide({ ...good, hits }, { ...rules, bar }).outcome).toBe('known');
    for (const poor of [
      [ann(0.64), bob(0.4)],
      [ann(0.7), bob(0.62)],
    ]) {
      expect(decide({ ...good, hits: poor }, { ...rules, bar })).toMatchObject({
        outcome: 'uncertain',
        reason: 'AMBIGUOUS',
        personId: null,
      });
      expect(decide({ ...good, hits: poor }, rules).outcome).toBe('known');
    }
  });

  it('says look again when two people are about equally near', () => {
    expect(decide({ ...good, hits: [ann(0.7), bob(0.68)] }, rules)).toMatchObject({
      outcome: 'uncertain',
      reason: 'AMBIGUOUS',
      personId: null,
    });
  });

  it('waits until enough frames are in', () => {
    const decision = decide({ ...good, frames: 2, votes: ['ann', 'ann'] }, rules);
    expect(decision).toMatchObject({ outcome: 'pending', reason: 'HOLD_STILL' });
    expect(decision.evidence).toBeGreaterThan(0);
    expect(decision.evidence).toBeLessThan(1);
  });

  it('waits while single frames do not agree with the fused one', () => {
    expect(decide({ ...good, votes: ['ann', 'bob', 'ann'] }, rules).outcome).toBe('pending');
  });

  it('names nobody before liveness is judged, and nobody who is a picture', () => {
    expect(decide({ ...good, liveness: null }, rules)).toMatchObject({
      outcome: 'pending',
      reason: 'LIVENESS_PENDING',
    });
    const print = { ...good, liveness: { mean: 0.2, frames: LIVENESS_FRAMES } };
    expect(decide(print, rules)).toMatchObject({ outcome: 'spoof', personId: 'ann' });
    expect(decide({ ...print, hits: [ann(0.3)] }, rules)).toMatchObject({
      outcome: 'spoof',
      personId: null,
    });
  });

  it('does not ask for liveness where it is off', () => {
    expect(decide({ ...good, liveness: null }, { ...rules, livenessThreshold: null }).outcome).toBe(
      'known',
    );
  });

  it('keeps a standing name just under the threshold, gives none there anew', () => {
    const hits = [ann(0.5 - HYSTERESIS / 2)];
    expect(decide({ ...good, hits, established: 'ann' }, rules).outcome).toBe('known');
    expect(decide({ ...good, hits }, rules).outcome).toBe('unknown');
    expect(decide({ ...good, hits, established: 'bob' }, rules).outcome).toBe('unknown');
  });

  it('says look again once a reason has stood for long, and never in place of a name', () => {
    const far = {
      ...good,
      frames: 0,
      hits: [],
      votes: [],
      reason: 'TOO_FAR' as const,
      insistent: true,
    };
    expect(decide(far, rules)).toMatchObject({
      outcome: 'uncertain',
      reason: 'TOO_FAR',
      personId: null,
    });
    expect(decide({ ...good, reason: 'BLURRED', insistent: true }, rules).outcome).toBe('known');
  });

  it('says why the present frame is no use while it waits', () => {
    expect(
      decide({ ...good, frames: 0, hits: [], votes: [], reason: 'TOO_FAR' }, rules),
    ).toMatchObject({
      outcome: 'pending',
      reason: 'TOO_FAR',
      similarity: null,
    });
  });
});

describe('overwhelming evidence', () => {
  const sure: Evidence = { ...good, votes: ['ann', 'ann'], frames: 2 };
  const early: DecisionRules = { ...rules, certain: 0.65 };

  it('is decided on two frames', () => {
    expect(decide(sure, early)).toMatchObject({ outcome: 'known', personId: 'ann' });
    expect(decide(sure, rules)).toMatchObject({ outcome: 'pending', reason: 'HOLD_STILL' });
  });

  it.each<[string, Evidence]>([
    ['one frame', { ...sure, votes: ['ann'], frames: 1 }],
    ['a similarity under it', { ...sure, hits: [ann(0.64), bob(0.1)] }],
    ['less than twice the lead', { ...sure, hits: [ann(0.7), bob(0.61)] }],
    ['a frame that named another', { ...sure, votes: ['ann', 'bob'] }],
  ])('is not %s', (_, evidence) => {
    expect(decide(evidence, early).outcome).toBe('pending');
  });

  it('does not get around liveness', () => {
    expect(decide({ ...sure, liveness: null }, early)).toMatchObject({
      outcome: 'pending',
      reason: 'LIVENESS_PENDING',
    });
  });
});
