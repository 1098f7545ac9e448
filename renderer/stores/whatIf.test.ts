import { describe, expect, it } from 'vitest';
import { otherwise, type EventScore } from './whatIf';

const scored = (outcome: EventScore['outcome'], similarity: number | null, secondBest = 0.2) =>
  ({ seq: 1, at: 0, outcome, name: null, similarity, secondBest }) satisfies EventScore;
const would = (event: EventScore, threshold: number) =>
  otherwise([event], threshold, 0.05)[0]?.would ?? 'be the same';

describe('another threshold', () => {
  it.each([
    ['a name under it is lost', scored('known', 0.5), 0.51, 'lose-name'],
    ['a name at it stays', scored('known', 0.5), 0.5, 'be the same'],
    ['a stranger at it gets a name', scored('unknown', 0.4), 0.4, 'get-name'],
    ['a stranger under it stays one', scored('unknown', 0.4), 0.41, 'be the same'],
    ['a stranger like two people is a tie', scored('unknown', 0.4, 0.36), 0.3, 'be-uncertain'],
    ['a refused print stays refused', scored('spoof', 0.8), 0.1, 'be the same'],
    ['who was compared with nobody stays a stranger', scored('unknown', null), 0, 'be the same'],
  ])('%s', (_, event, threshold, result) => {
    expect(would(event, threshold)).toBe(result);
  });

  it('in an empty second place takes the lead for granted', () => {
    const alone = { ...scored('unknown', 0.4), secondBest: null };
    expect(would(alone, 0.3)).toBe('get-name');
  });
});
