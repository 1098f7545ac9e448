import { expect, it } from 'vitest';
import { createRiskModel } from './risk';
import { riskScale } from './riskScale';

const law = createRiskModel({
  fmrQuantiles: [
    [0.1, 0.2],
    [0.001, 0.4],
  ],
  tail: { u: 0.4, rate: 0.001, xi: 0, sigma: 0.03 },
  fnmrQuantiles: [
    [0.01, 0.3],
    [0.5, 0.7],
  ],
});

it('a scale says at each similarity what the law says there', () => {
  const searched = { templates: 500, people: 100 };
  const { similarity, fpir, fnmr } = riskScale(law, searched);
  expect([similarity[0], similarity[50], similarity.at(-1)]).toEqual([0, 0.5, 1]);
  expect(fpir[45]).toBe(law.fpir(0.45, searched));
  expect(fnmr[45]).toBe(law.fnmr(0.45));
});

it('a scale only falls in wrong names and only rises in misses', () => {
  const { fpir, fnmr } = riskScale(law, { templates: 1000, people: 1000 });
  for (let i = 1; i < fpir.length; i++) {
    expect(fpir[i]).toBeLessThanOrEqual(fpir[i - 1] ?? 0);
    expect(fnmr[i]).toBeGreaterThanOrEqual(fnmr[i - 1] ?? 1);
  }
});

it('an empty gallery names nobody, wherever the threshold lies', () => {
  const { fpir } = riskScale(law, { templates: 0, people: 0 });
  expect(new Set(fpir)).toEqual(new Set([0]));
});
