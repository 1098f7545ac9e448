import { describe, expect, it } from 'vitest';
import { compareAnswers, isRight, limits, worst } from './stages';

const angle = (degrees: number) => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
];

describe('comparing what two providers say', () => {
  it('gives the largest shift, not the mean', () => {
    const cpu = { points: [0.1, 0.2, 0.3] };
    const [shift] = compareAnswers(cpu, { points: [0.1, 0.2, 0.31] });
    expect(shift!.value).toBeCloseTo(0.01, 10);
  });

  it('measures embeddings by their angle and their length by its share', () => {
    const cpu = { angle: angle(0), length: [20] };
    const [turned, length] = compareAnswers(cpu, { angle: angle(2), length: [19] });
    expect(turned!.value).toBeCloseTo(1 - Math.cos(Math.PI / 90), 10);
    expect(length!.value).toBeCloseTo(0.05, 10);
    expect(isRight({ deviations: [turned!] })).toBe(false);
    expect(isRight({ deviations: compareAnswers(cpu, { angle: angle(1), length: [20] }) })).toBe(
      true,
    );
  });

  it('finds a face too many wrong, however little the others moved', () => {
    const cpu = { faces: [1], box: [0, 0, 1, 1.4] };
    const found = compareAnswers(cpu, { faces: [2], box: [0, 0, 1, 1.4, 3, 3, 1, 1] });
    expect(found).toEqual([
      { kind: 'faces', value: 1, limit: 0 },
      { kind: 'box', value: null, limit: limits.box },
    ]);
    expect(isRight({ deviations: found })).toBe(false);
  });

  it('lets no NaN pass for right', () => {
    for (const live of [[Number.NaN], [Number.POSITIVE_INFINITY]]) {
      const deviations = compareAnswers({ live: [0.5] }, { live });
      expect(deviations[0]!.value).toBeNull();
      expect(isRight({ deviations })).toBe(false);
    }
    const amongOthers = compareAnswers({ points: [1, 2] }, { points: [Number.NaN, 2] });
    expect(amongOthers[0]!.value).toBeNull();
  });

  it('keeps the worst of several stills, kind by kind', () => {
    const of = (box: number | null, score: number) => [
      { kind: 'box' as const, value: box, limit: 1 },
      { kind: 'score' as const, value: score, limit: 1 },
    ];
    expect(worst([of(0.1, 0.4), of(0.3, 0.2)]).map(({ value }) => value)).toEqual([0.3, 0.4]);
    expect(worst([of(0.1, 0.4), of(null, 0.2)]).map(({ value }) => value)).toEqual([null, 0.4]);
  });
});
