import type { RiskModel, Searched } from './risk';

/** What every threshold from 0 to 1 would mean for what is searched today. */
export interface RiskScale {
  /** Rising, equally spaced. */
  similarity: number[];
  /** Chance that a stranger gets somebody's name, per search. */
  fpir: number[];
  /** Share of genuine comparisons that are missed. */
  fnmr: number[];
}

const STEPS = 100;

/** The law in force as a table, so that a slider need not ask while it is dragged. */
export function riskScale(law: RiskModel, searched: Searched): RiskScale {
  const similarity = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
  return {
    similarity,
    fpir: similarity.map((t) => (searched.templates === 0 ? 0 : law.fpir(t, searched))),
    fnmr: similarity.map((t) => law.fnmr(t)),
  };
}
