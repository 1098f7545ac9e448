import type { PaintLook } from './paintFaces';

/** Reads the picture's colours and type from the tokens once; call again when the theme changes. */
export function readPaintLook(unit: number): PaintLook {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    colours: {
      known: token('--stage-known'),
      unknown: token('--stage-unknown'),
      uncertain: token('--stage-uncertain'),
      spoof: token('--stage-spoof'),
      pending: token('--stage-pending'),
    },
    plate: token('--stage-scrim'),
    ink: token('--stage-ink'),
    quietInk: token('--stage-ink-2'),
    font: token('--font-text'),
    unit,
  };
}
