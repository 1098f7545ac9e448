/** A leak of one decoded picture a mutant would be ten times this; noise of the allocator is less. */
const LEAK_MB_PER_1000 = 10;
const MB = 1024 * 1024;

/** Straight line through points by least squares: its slope. 0 for fewer than two. */
export function slope(points) {
  const n = points.length;
  const [mx, my] = [0, 1].map((c) => points.reduce((sum, p) => sum + p[c], 0) / n);
  const xx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const xy = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return xx > 0 ? xy / xx : 0;
}

/** Collects what came of each mutant; `verdict` says whether all is well. */
export function createTally() {
  const counts = { decoded: 0, refused: 0, broken: 0, died: 0, hung: 0 };
  const codes = {};
  const kinds = {};
  const failures = [];
  const memory = [];
  let longest = { ms: 0, cpuMs: 0, name: '' };
  let faces = 0;

  return {
    /** @returns {boolean} whether the mutant is worth keeping: it broke something */
    add(index, { name, kinds: made }, reply) {
      const outcome = reply.outcome ?? (reply.end.startsWith('over') ? 'hung' : 'died');
      counts[outcome] += 1;
      for (const kind of made) {
        kinds[kind] ??= { decoded: 0, refused: 0, broken: 0, died: 0, hung: 0 };
        kinds[kind][outcome] += 1;
      }
      if (outcome === 'refused') codes[reply.what] = (codes[reply.what] ?? 0) + 1;
      if (reply.ms > longest.ms) longest = { ms: reply.ms, cpuMs: reply.cpuMs, name };
      if (reply.faces > 0) faces += 1;
      if (reply.rss !== undefined) memory.push([index, reply.rss / MB]);
      const bad = !['decoded', 'refused'].includes(outcome);
      if (bad)
        failures.push({
          index,
          name,
          kinds: made,
          outcome,
          what: reply.what ?? reply.end,
          words: reply.words,
        });
      return bad;
    },
    verdict() {
      const settled = memory.slice(Math.floor(memory.length / 2));
      const mbPer1000 = slope(settled) * 1000;
      const level = (list) => list.reduce((sum, [, mb]) => sum + mb, 0) / list.length;
      const tenth = Math.max(1, Math.floor(memory.length / 10));
      return {
        ok: failures.length === 0 && mbPer1000 < LEAK_MB_PER_1000,
        mutants: Object.values(counts).reduce((a, b) => a + b, 0),
        counts,
        refusedAs: codes,
        decodedWithFace: faces,
        longest,
        memory: {
          firstTenthMb: level(memory.slice(0, tenth)),
          middleMb: level(memory.slice(-5 * tenth, -4 * tenth)),
          lastTenthMb: level(memory.slice(-tenth)),
          peakMb: Math.max(...memory.map(([, mb]) => mb)),
          secondHalfMbPer1000: mbPer1000,
        },
        kinds,
        failures,
      };
    },
  };
}
