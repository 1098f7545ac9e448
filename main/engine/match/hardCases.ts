/**
 * A person's own threshold lies this far over the similarity with the nearest look-alike's template:
 * whoever is named must look more like that person than the look-alike's picture does. It is the lead
 * that a name needs over the second-best person anyway, so it raises nobody's bar whose nearest
 * look-alike stays that far under the threshold.
 */
const LOOK_ALIKE_LEAD = 0.05;

/** Two enrolled people who look alike. */
export interface HardCase {
  /** `people.id` of both, in the order of the strings. */
  people: [string, string];
  /** Highest similarity of a template of the one with a template of the other. */
  similarity: number;
  /** The similarity from which a probe may be given either's name, as far as this pair asks. */
  bar: number;
}

interface Near {
  templateId: string;
  personId: string;
  similarity: number;
}

/**
 * Which enrolled people look alike, kept as templates come and go. A template that comes is searched
 * once (O(gallery)); what it is near to is noted on both sides, so that one that goes takes its notes
 * with it. Only pairs over the floor of the search are known.
 */
export class HardCases {
  /** By template: the templates of other people that it is near to. */
  private readonly near = new Map<string, Map<string, Near>>();
  /** By person: that person's templates in `near`. */
  private readonly templates = new Map<string, Set<string>>();
  private changes = 0;

  /** Rises with every change. */
  get version(): number {
    return this.changes;
  }

  /** Notes a template's neighbours among other people's templates. */
  add(personId: string, templateId: string, neighbours: readonly Near[]): void {
    for (const neighbour of neighbours) {
      this.note(personId, templateId, neighbour);
      const { similarity } = neighbour;
      this.note(neighbour.personId, neighbour.templateId, { personId, templateId, similarity });
      this.changes++;
    }
  }

  remove(personId: string, templateId: string): void {
    const neighbours = this.near.get(templateId);
    if (!neighbours) return;
    for (const other of neighbours.values())
      this.forget(other.personId, other.templateId, templateId);
    this.near.delete(templateId);
    this.drop(personId, templateId);
    this.changes++;
  }

  /** The similarity with the most similar other person, or null for nobody near. */
  nearest(personId: string): number | null {
    let nearest: number | null = null;
    for (const templateId of this.templates.get(personId) ?? []) {
      for (const { similarity } of this.near.get(templateId)!.values()) {
        if (nearest === null || similarity > nearest) nearest = similarity;
      }
    }
    return nearest;
  }

  /**
   * The similarity from which a probe may be given this person's name: the threshold in force, or,
   * for somebody with a look-alike, 0.05 over the similarity of the two people's nearest templates.
   * Between the two the answer is "look again", or a second factor.
   */
  bar(personId: string, threshold: number): number {
    const nearest = this.nearest(personId);
    return nearest === null ? threshold : Math.max(threshold, nearest + LOOK_ALIKE_LEAD);
  }

  /** Pairs of people of whom at least one has a bar over `threshold`, most alike first. */
  list(threshold: number): HardCase[] {
    const pairs = new Map<string, HardCase>();
    for (const [personId, templateIds] of this.templates) {
      for (const templateId of templateIds) {
        for (const other of this.near.get(templateId)!.values()) {
          if (personId > other.personId || other.similarity + LOOK_ALIKE_LEAD <= threshold)
            continue;
          const key = `${personId} ${other.personId}`;
          const { similarity } = other;
          if (similarity > (pairs.get(key)?.similarity ?? -1)) {
            const bar = similarity + LOOK_ALIKE_LEAD;
            pairs.set(key, { people: [personId, other.personId], similarity, bar });
          }
        }
      }
    }
    return [...pairs.values()].sort((a, b) => b.similarity - a.similarity);
  }

  private note(personId: string, templateId: string, neighbour: Near): void {
    const neighbours = this.near.get(templateId) ?? new Map<string, Near>();
    this.near.set(templateId, neighbours.set(neighbour.templateId, neighbour));
    const own = this.templates.get(personId) ?? new Set();
    this.templates.set(personId, own.add(templateId));
  }

  private forget(personId: string, templateId: string, neighbour: string): void {
    const neighbours = this.near.get(templateId);
    if (!neighbours?.delete(neighbour) || neighbours.size > 0) return;
    this.near.delete(templateId);
    this.drop(personId, templateId);
  }

  private drop(personId: string, templateId: string): void {
    const own = this.templates.get(personId);
    if (own?.delete(templateId) && own.size === 0) this.templates.delete(personId);
  }
}
