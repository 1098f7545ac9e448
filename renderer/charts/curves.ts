/** The plot's axis: similarities below -0.2 and above 1 do not occur among faces. */
export const axis = { from: -0.2, to: 1 } as const;

/** Where a similarity lies on the axis, 0 to 1. */
export function along(similarity: number): number {
  return (Math.min(axis.to, Math.max(axis.from, similarity)) - axis.from) / (axis.to - axis.from);
}

/**
 * An SVG path that fills a density curve, `width` x `height` units, its own peak at the top: the
 * two curves are compared by where they lie, not by how high they are. Empty for no data.
 */
export function areaPath(
  similarity: readonly number[],
  density: readonly number[],
  width: number,
  height: number,
): string {
  const line = curve(similarity, density, width, height);
  return line ? `M${line.left} ${height}L${line.path}L${line.right} ${height}Z` : '';
}

/** The same curve as an open line, to be drawn over an area without hiding it. */
export function linePath(
  similarity: readonly number[],
  density: readonly number[],
  width: number,
  height: number,
): string {
  const line = curve(similarity, density, width, height);
  return line ? `M${line.path}` : '';
}

function curve(
  similarity: readonly number[],
  density: readonly number[],
  width: number,
  height: number,
) {
  const peak = Math.max(...density);
  if (similarity.length === 0 || !(peak > 0)) return null;
  const points = similarity
    .map((x, i) => ({ x, y: density[i] ?? 0 }))
    .filter(({ x }) => x >= axis.from && x <= axis.to)
    .map(({ x, y }) => ({ x: along(x) * width, y: height - (y / peak) * height }));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const path = points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L');
  return { path, left: first.x.toFixed(2), right: last.x.toFixed(2) };
}
