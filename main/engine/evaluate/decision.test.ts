import { describe, expect, it } from 'vitest';
import { weighDecisions, type DecisionSetting, type Visit } from './decision';

const setting: DecisionSetting = {
  agreement: 3,
  margin: 0.05,
  weighting: 'quality',
  certain: null,
};
/** A unit vector at these cosines to the first axes; the rest goes to an axis of its own. */
const at = (...cosines: number[]): Float32Array => {
  const vector = new Float32Array(8);
  vector.set(cosines);
  const rest = 1 - cosines.reduce((sum, c) => sum + c * c, 0);
  vector[7] = Math.sqrt(Math.max(0, rest));
  return vector;
};
const enrolled = new Map([
  ['ann', [at(1)]],
  ['bob', [at(0, 1)]],
]);
const visit = (person: string, ...vectors: (Float32Array | null)[]): Visit => ({
  person,
  frames: vectors.map((vector) =>
    vector === null ? { reason: 'BLURRED' } : { vector, quality: 80, reason: null },
  ),
});
const weigh = (visits: Visit[], over: Partial<DecisionSetting> = {}) =>
  weighDecisions(enrolled, visits, 0.5, [{ ...setting, ...over }]).rows[0]!;

describe('a way of deciding', () => {
  it('names an enrolled person after as many frames as must agree', () => {
    const row = weigh([visit('ann', at(0.7), at(0.7), at(0.7), at(0.7))]);
    expect(row).toMatchObject({ named: 1, wrongNames: 0, framesToName: { p50: 3, p95: 3 } });
  });

  it('counts usable frames only', () => {
    const row = weigh([visit('ann', null, at(0.7), null, at(0.7), at(0.7))]);
    expect(row.framesToName).toEqual({ p50: 3, p95: 3 });
  });

  it('names nobody of too few frames', () => {
    const report = weighDecisions(enrolled, [visit('ann', at(0.7), at(0.7), null)], 0.5, [setting]);
    expect(report).toMatchObject({ tooFewFrames: 1, enrolledVisits: 1, strangerVisits: 0 });
    expect(report.rows[0]).toMatchObject({ named: 0, framesToName: null });
  });

  it('counts a stranger who was named for one frame', () => {
    const stranger = visit('eve', at(0.7), at(0.7), at(0.7), at(0), at(0), at(0), at(0));
    const row = weigh([stranger, visit('mallory', at(0.3), at(0.3), at(0.3))]);
    expect(row).toMatchObject({ strangersNamed: 1, strangersNamedShare: 0.5 });
  });

  it('counts a wrong name', () => {
    expect(weigh([visit('ann', at(0, 0.7), at(0, 0.7), at(0, 0.7))]).wrongNames).toBe(1);
  });

  it('says look again where the lead is small', () => {
    const tie = visit('ann', at(0.6, 0.57), at(0.6, 0.57), at(0.6, 0.57));
    expect(weigh([tie])).toMatchObject({ named: 0, uncertain: 1 });
    expect(weigh([tie], { margin: 0 })).toMatchObject({ named: 1, uncertain: 0 });
  });

  it('needs two frames where the evidence is overwhelming, and all where the lead is not', () => {
    const sure = visit('ann', at(0.9), at(0.9), at(0.9));
    expect(weigh([sure], { certain: 0.8 }).framesToName?.p50).toBe(2);
    expect(weigh([sure], { certain: 0.95 }).framesToName?.p50).toBe(3);
    const close = visit('ann', at(0.7, 0.63), at(0.7, 0.63), at(0.7, 0.63));
    expect(weigh([close], { certain: 0.6 }).framesToName?.p50).toBe(3);
  });

  it('does not take two frames for overwhelming when one named somebody else', () => {
    const mixed = visit('ann', at(0.3, 0.6), at(0.95, 0.1), at(0.95), at(0.95));
    expect(weigh([mixed], { certain: 0.6 }).framesToName?.p50).toBe(4);
  });

  it('weighs a good frame more than a poor one, if told to', () => {
    const frames = [at(0.8), at(0.8), at(0.1), at(0.1)] as const;
    const poorLater: Visit = {
      person: 'ann',
      frames: frames.map((vector, n) => ({ vector, quality: n < 2 ? 90 : 5, reason: null })),
    };
    const rule = { agreement: 2, margin: 0 };
    expect(weigh([poorLater], { ...rule, weighting: 'quality' }).named).toBe(1);
    const equal = weigh([poorLater], { ...rule, weighting: 'equal' });
    expect(equal.strangersNamed).toBe(0);
  });
});
