import { wilson, type Interval } from './intervals';

/** A comparison with the size of the smaller of its two faces, in pixels. */
export interface SizedPair {
  same: boolean;
  similarity: number;
  px: number;
}

export interface SizeBin {
  from: number;
  /** null: no upper end. */
  to: number | null;
  genuine: number;
  /** Share of the genuine pairs under the threshold; null without any. */
  fnmr: number | null;
  interval: Interval;
  /** Mean similarity of the genuine pairs; null without any. */
  meanSimilarity: number | null;
  impostor: number;
  /** Share of the impostor pairs at or over the threshold; null without any. */
  fmr: number | null;
}

/** Lower ends of the classes: width of the detector's box, and distance between the eyes, pixels. */
export const BOX_WIDTHS = [0, 20, 30, 40, 50, 60, 80, 100, 120, 160];
export const EYE_DISTANCES = [0, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64];

/** Error rates at a threshold by size of face; classes without a pair are left out. */
export function bySize(
  pairs: readonly SizedPair[],
  threshold: number,
  starts: readonly number[],
): SizeBin[] {
  return starts
    .map((from, at) => {
      const to = starts[at + 1] ?? null;
      const inside = pairs.filter(({ px }) => px >= from && (to === null || px < to));
      return { from, to, ...errorRates(inside, threshold) };
    })
    .filter(({ genuine, impostor }) => genuine + impostor > 0);
}

/** Error rates of some pairs at a threshold; a pair is accepted from the threshold on. */
export function errorRates(
  pairs: readonly Omit<SizedPair, 'px'>[],
  threshold: number,
): Omit<SizeBin, 'from' | 'to'> {
  const genuine = pairs.filter(({ same }) => same).map(({ similarity }) => similarity);
  const impostor = pairs.filter(({ same }) => !same).map(({ similarity }) => similarity);
  const refused = genuine.filter((s) => s < threshold).length;
  const accepted = impostor.filter((s) => s >= threshold).length;
  const compared = genuine.filter(Number.isFinite);
  return {
    genuine: genuine.length,
    fnmr: genuine.length > 0 ? refused / genuine.length : null,
    interval: wilson(refused, genuine.length),
    meanSimilarity:
      compared.length > 0 ? compared.reduce((sum, s) => sum + s, 0) / compared.length : null,
    impostor: impostor.length,
    fmr: impostor.length > 0 ? accepted / impostor.length : null,
  };
}
