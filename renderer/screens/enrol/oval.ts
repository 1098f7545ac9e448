/** The oval a face should fill, in frame pixels: centred, a little above the middle. */
export function ovalOf(width: number, height: number) {
  const ry = Math.min(height * 0.36, width * 0.4);
  return { cx: width / 2, cy: height * 0.46, rx: ry * 0.76, ry };
}

const GAP = 0.1;

/** One of `count` equal arcs around an ellipse as SVG path data, the first starting at the top. */
export function arcPath(
  { cx, cy, rx, ry }: ReturnType<typeof ovalOf>,
  index: number,
  count: number,
): string {
  const step = (Math.PI * 2) / count;
  const gap = count > 1 ? GAP : 0.001;
  const from = -Math.PI / 2 + index * step + gap / 2;
  const to = from + step - gap;
  const at = (angle: number) =>
    `${(cx + rx * Math.cos(angle)).toFixed(1)} ${(cy + ry * Math.sin(angle)).toFixed(1)}`;
  return `M${at(from)}A${rx} ${ry} 0 ${step - gap > Math.PI ? 1 : 0} 1 ${at(to)}`;
}
