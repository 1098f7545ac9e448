import { cosine } from './fuse';

/** Width of a bin of similarity; a tenth of how fast rates fall by e in the tail. */
const BIN = 0.0025;
const BINS = Math.round(2 / BIN);
/**
 * People compared with each other at most: two million pairs. More would not make the tail's rate
 * surer than the people in it do, and a newcomer is compared with all of them.
 */
const MOST_PEOPLE = 2000;
/** Templates kept of each of them: the one that stands for the person, and two beside it. */
const MOST_TEMPLATES = 3;

/** What a site's own templates say about similarity: counts by bin over -1..1. */
export interface SiteEvidence {
  /** People compared with each other, one template each. */
  people: number;
  nonMated: Histogram;
  /** Pairs of one person's templates. Views of one session are more alike than of two days. */
  mated: Histogram;
}

export interface Histogram {
  total: number;
  counts: Uint32Array;
  /** Similarity at the lower edge of bin 0, and the width of a bin. */
  from: number;
  width: number;
}

const histogram = (): Histogram => ({
  total: 0,
  counts: new Uint32Array(BINS),
  from: -1,
  width: BIN,
});

function count(into: Histogram, similarity: number, by: 1 | -1): void {
  const bin = Math.min(BINS - 1, Math.max(0, Math.floor((similarity + 1) / BIN)));
  into.counts[bin]! += by;
  into.total += by;
}

/**
 * Counts the similarities of a site's people with each other, and of each one's templates, as they
 * come and go. One template stands for a person, because several of one are no independent sights.
 * A change costs at most 2,000 comparisons (under a millisecond), and what it added is taken away
 * again exactly. Vectors are copied: at most 6,000, 12 MB of 512 numbers each.
 */
export class SiteScores implements SiteEvidence {
  readonly nonMated = histogram();
  readonly mated = histogram();
  /** By person, by template; the first stands for the person. */
  private readonly members = new Map<string, Map<string, Float32Array>>();
  private changes = 0;

  get people(): number {
    return this.members.size;
  }

  /** Rises with every change of the counts. */
  get version(): number {
    return this.changes;
  }

  /** Whether a template of this person would be counted. */
  wants(personId: string): boolean {
    const templates = this.members.get(personId);
    return templates ? templates.size < MOST_TEMPLATES : this.members.size < MOST_PEOPLE;
  }

  /** Counts a template; one of a person beyond the first 2,000, or of a fourth of one, is left out. */
  add(personId: string, templateId: string, vector: Float32Array): void {
    const own = this.members.get(personId);
    if (own?.has(templateId)) this.remove(personId, templateId);
    if (!this.wants(personId)) return;
    const templates = this.members.get(personId) ?? new Map<string, Float32Array>();
    if (templates.size === 0) {
      this.tally(vector, 1);
      this.members.set(personId, templates);
    }
    for (const other of templates.values()) count(this.mated, cosine(vector, other), 1);
    templates.set(templateId, vector.slice());
    this.changes++;
  }

  remove(personId: string, templateId: string): void {
    const templates = this.members.get(personId);
    const vector = templates?.get(templateId);
    if (!templates || !vector) return;
    const stood = templates.values().next().value === vector;
    templates.delete(templateId);
    for (const other of templates.values()) count(this.mated, cosine(vector, other), -1);
    if (stood) {
      this.members.delete(personId);
      this.tally(vector, -1);
      const [next] = templates.values();
      if (next) {
        this.tally(next, 1);
        this.members.set(personId, templates);
      }
    }
    this.changes++;
  }

  private tally(vector: Float32Array, by: 1 | -1): void {
    for (const templates of this.members.values()) {
      const [other] = templates.values();
      if (other) count(this.nonMated, cosine(vector, other), by);
    }
  }
}

/** Densities of a histogram in slots around `middles`, which lie evenly; all 0 where nothing was counted. */
export function densities(
  { counts, total, from, width }: Histogram,
  middles: readonly number[],
): number[] {
  const step = (middles.at(-1)! - middles[0]!) / (middles.length - 1);
  const start = middles[0]! - step / 2;
  const found = new Float64Array(middles.length);
  counts.forEach((n, bin) => {
    const at = Math.floor((from + (bin + 0.5) * width - start) / step + 1e-9);
    if (at >= 0 && at < found.length) found[at]! += n;
  });
  return Array.from(found, (n) => (total === 0 ? 0 : n / (total * step)));
}
