import { cosine, fuse } from '../match/fuse';

/** FMRs at which it is asked how much several templates of one person add. */
const RATES = [1e-2, 1e-3, 1e-4, 1e-5];
const FRAMES = [2, 3, 4];
const FUSION_RATE = 1e-4;
/** Fewer meetings than this say nothing. */
const LEAST = { grouping: 20, fusion: 50 };

export interface Groups {
  /** [FMR, theta]: m templates of one person are reached as often as m^theta people's. */
  grouping: [rate: number, theta: number][];
  /** [images, factor]: how much more often the fused images reach a similarity than one of them. */
  fusion: [images: number, factor: number][];
}

/**
 * How far images of one person are no independent sights of a stranger. Everybody's first image meets
 * two images of each person who has them: theta = log2(met by either / met by one). And it meets
 * two to four of them fused: factor = met by the fused / met by one, at an FMR of 1e-4. Pairs above
 * `excludeAbove` are left out as in the calibration. Three templates give the same theta as two (LFW:
 * within .01). Images of different days, as here, are less alike than frames of one take, so that
 * both are upper bounds for a camera's. Rates that are met too seldom are left out.
 */
export function measureGroups(
  people: readonly { vectors: readonly Float32Array[] }[],
  thresholdAt: (rate: number) => number,
  excludeAbove: number,
  checkpoint: () => void = () => undefined,
): Groups {
  const thresholds = RATES.map(thresholdAt);
  const fusionAt = thresholdAt(FUSION_RATE);
  const one = RATES.map(() => 0);
  const either = RATES.map(() => 0);
  const fused = FRAMES.map(() => ({ one: 0, fused: 0 }));
  people.forEach((person, own) => {
    checkpoint();
    const { vectors } = person;
    const [first, second] = vectors;
    if (!first || !second) return;
    const together = FRAMES.map((n) =>
      vectors.length < n
        ? null
        : fuse(vectors.slice(0, n).map((vector) => ({ vector, weight: 1 }))),
    );
    people.forEach((other, at) => {
      const probe = other.vectors[0];
      if (at === own || !probe) return;
      const all = vectors.slice(0, FRAMES.at(-1)).map((vector) => cosine(vector, probe));
      if (Math.max(...all) > excludeAbove) return;
      const [p, q] = [all[0]!, all[1]!];
      thresholds.forEach((t, i) => {
        one[i]! += (Number(p >= t) + Number(q >= t)) / 2;
        either[i]! += Number(p >= t || q >= t);
      });
      FRAMES.forEach((n, i) => {
        const whole = together[i];
        if (!whole) return;
        fused[i]!.one += all.slice(0, n).filter((s) => s >= fusionAt).length / n;
        fused[i]!.fused += Number(cosine(whole, probe) >= fusionAt);
      });
    });
  });
  return {
    grouping: RATES.flatMap((rate, i): Groups['grouping'] =>
      one[i]! < LEAST.grouping ? [] : [[rate, round(Math.log2(either[i]! / one[i]!))]],
    ),
    fusion: FRAMES.flatMap((frames, i): Groups['fusion'] => {
      const met = fused[i]!;
      return met.one < LEAST.fusion ? [] : [[frames, round(Math.max(1, met.fused / met.one))]];
    }),
  };
}

const round = (value: number) => Number(value.toFixed(3));
