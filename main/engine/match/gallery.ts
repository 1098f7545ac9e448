import { IdMap } from './galleryIds';
import { byTop, scoredBlocks, TopPeople, type ScoredBlock } from './galleryTop';
import { createFirstPass, type FirstPass } from './scan/firstPass';
import { BLOCK_ROWS } from './scan/rows';

/** A person found by a search: the best of that person's templates. */
export interface Hit {
  /** `people.id`. */
  personId: string;
  templateId: string;
  /** Cosine of two unit vectors. */
  similarity: number;
}

export interface GalleryEntry {
  templateId: string;
  personId: string;
  /** Unit vector of `dimension` numbers. */
  vector: Float32Array;
}

/** Told of every template that comes or goes, after the fact. */
export interface GalleryWatcher {
  added(templateId: string, personId: string): void;
  removed(templateId: string, personId: string): void;
}

/**
 * Exact 1:N search in memory, many templates a person. Two passes: every template is scored as int8
 * with a bound of its error, then whatever could still be among the nearest is compared in float32,
 * so that the answer is that of comparing everything in float32. Adding and removing cost O(1): a
 * removed row is filled by the last one, and growing moves nothing. Vectors are copied in.
 */
export class Gallery {
  /** Float32 rows in blocks beside the scan's own. */
  private readonly exact: Float32Array[] = [];
  private readonly scan: FirstPass;
  private templateIds: string[] = [];
  /** Row -> index into `persons`. */
  private rowPerson = new Int32Array(BLOCK_ROWS);
  private rowOf = new IdMap<number>();
  private persons: string[] = [];
  private personIndex = new IdMap<number>();
  /** Template ids; a list, because a set of one costs five times as much memory. */
  private rowsOfPerson = new IdMap<string[]>();
  private changes = 0;
  private watcher: GalleryWatcher | null = null;

  /** `threads` scan a large gallery. Throws RangeError on a dimension that cannot be searched. */
  constructor(
    readonly dimension: number,
    { threads = 2 }: { threads?: 1 | 2 } = {},
  ) {
    this.scan = createFirstPass(dimension, threads);
  }

  /** A gallery of `rows`, each looked at before the next is asked for: a row's vector may be reused. */
  static from(dimension: number, rows: Iterable<GalleryEntry>): Gallery {
    const gallery = new Gallery(dimension);
    for (const row of rows) gallery.add(row);
    return gallery;
  }

  /** Rises with every change, so that who holds a search result knows when it is old. */
  get version(): number {
    return this.changes;
  }

  /** Number of templates. */
  get size(): number {
    return this.templateIds.length;
  }

  /** Number of people with at least one template. */
  get people(): number {
    return this.rowsOfPerson.size;
  }

  /** What a search goes through, as the risk model wants it. */
  get searched(): { templates: number; people: number } {
    return { templates: this.size, people: this.people };
  }

  /** Bytes asked for: the blocks of vectors with their scores, and the people's numbers; not the ids. */
  get bytes(): number {
    const exact = this.exact.reduce((sum, block) => sum + block.byteLength, 0);
    return exact + this.scan.rows.bytes + this.rowPerson.byteLength;
  }

  /** Lets one watcher know of every change from now on. */
  watch(watcher: GalleryWatcher): void {
    this.watcher = watcher;
  }

  /** All templates with their people, in no order that means anything. */
  *entries(): Generator<{ templateId: string; personId: string }> {
    for (let row = 0; row < this.size; row++) {
      yield {
        templateId: this.templateIds[row]!,
        personId: this.persons[this.rowPerson[row]!]!,
      };
    }
  }

  /** A copy of a template's vector, or null for an unknown id. */
  vectorOf(templateId: string): Float32Array | null {
    const row = this.rowOf.get(templateId);
    return row === undefined ? null : this.row(row).slice();
  }

  has(templateId: string): boolean {
    return this.rowOf.has(templateId);
  }

  /**
   * Adds a template, or replaces the one with that id. Throws RangeError on a wrong dimension, on
   * numbers that are not finite, and when the gallery is full.
   */
  add({ templateId, personId, vector }: GalleryEntry): void {
    this.check(vector);
    this.removeTemplate(templateId);
    const row = this.size;
    this.scan.rows.write(row, vector);
    if (row === this.exact.length * BLOCK_ROWS) {
      this.exact.push(new Float32Array(BLOCK_ROWS * this.dimension));
    }
    this.row(row).set(vector);
    this.templateIds.push(templateId);
    this.rowOf.set(templateId, row);
    let person = this.personIndex.get(personId);
    if (person === undefined) {
      person = this.persons.push(personId) - 1;
      this.personIndex.set(personId, person);
    }
    if (row === this.rowPerson.length) this.rowPerson = grown(this.rowPerson);
    this.rowPerson[row] = person;
    const own = this.rowsOfPerson.get(personId);
    if (own) own.push(templateId);
    else this.rowsOfPerson.set(personId, [templateId]);
    this.changes++;
    this.watcher?.added(templateId, personId);
  }

  /** Removes one template, its numbers too; unknown ids are ignored. */
  removeTemplate(templateId: string): void {
    const row = this.rowOf.get(templateId);
    if (row === undefined) return;
    const personId = this.persons[this.rowPerson[row]!]!;
    const own = this.rowsOfPerson.get(personId)!;
    own.splice(own.indexOf(templateId), 1);
    if (own.length === 0) this.rowsOfPerson.delete(personId);
    this.rowOf.delete(templateId);
    this.changes++;
    const last = this.size - 1;
    const lastId = this.templateIds.pop()!;
    if (row !== last) {
      this.scan.rows.move(last, row);
      this.row(row).set(this.row(last));
      this.rowPerson[row] = this.rowPerson[last]!;
      this.templateIds[row] = lastId;
      this.rowOf.set(lastId, row);
    }
    this.scan.rows.clear(last);
    this.row(last).fill(0);
    this.watcher?.removed(templateId, personId);
  }

  /** How many templates a person has here. */
  templatesOf(personId: string): number {
    return this.rowsOfPerson.get(personId)?.length ?? 0;
  }

  removePerson(personId: string): void {
    // A copy, because each removal shortens the list.
    for (const id of this.rowsOfPerson.get(personId)?.slice() ?? []) this.removeTemplate(id);
  }

  /** The `k` nearest people, nearest first; fewer when there are fewer. Ties go to who came first. */
  search(vector: Float32Array, k = 2): Hit[] {
    this.check(vector);
    const blocks = this.scanned(vector);
    let floor = this.certainFloor(blocks, k);
    const found = new TopPeople(k);
    for (const { start, rows, scores, top, bound } of blocks) {
      if (top + bound < floor) continue;
      for (let i = 0; i < rows; i++) {
        if (scores[i]! + bound < floor) continue;
        const row = start + i;
        found.offer(this.rowPerson[row]!, this.dot(vector, row), row);
        floor = Math.max(floor, found.floor);
      }
    }
    return found.persons.map((person, at) => ({
      personId: this.persons[person]!,
      templateId: this.templateIds[found.rows[at]!]!,
      similarity: found.similarities[at]!,
    }));
  }

  /** Every template of another person whose similarity is at least `floor`, in no order. */
  near(vector: Float32Array, floor: number, exceptPersonId: string): Hit[] {
    this.check(vector);
    const except = this.personIndex.get(exceptPersonId);
    const found: Hit[] = [];
    const blocks = this.scanned(vector);
    for (const { start, rows, scores, top, bound } of blocks) {
      if (top + bound < floor) continue;
      for (let i = 0; i < rows; i++) {
        if (scores[i]! + bound < floor || this.rowPerson[start + i] === except) continue;
        const similarity = this.dot(vector, start + i);
        if (similarity < floor) continue;
        found.push({
          personId: this.persons[this.rowPerson[start + i]!]!,
          templateId: this.templateIds[start + i]!,
          similarity,
        });
      }
    }
    return found;
  }

  /** Similarity to the nearest template of one person (1:1), or null for somebody not in the gallery. */
  similarityTo(personId: string, vector: Float32Array): number | null {
    this.check(vector);
    const rows = this.rowsOfPerson.get(personId);
    if (!rows) return null;
    return Math.max(...rows.map((id) => this.dot(vector, this.rowOf.get(id)!)));
  }

  /** Ends the second scanning thread. */
  close(): void {
    this.scan.close();
  }

  /** The k-th best person's similarity is at least this. */
  private certainFloor(blocks: readonly ScoredBlock[], k: number): number {
    const sure = new TopPeople(k);
    // The blocks that reach highest first, so that most others need not be looked into.
    for (const { start, rows, scores, top, bound } of [...blocks].sort(byTop)) {
      let { floor } = sure;
      if (top - bound < floor) continue;
      for (let i = 0; i < rows; i++) {
        const atLeast = scores[i]! - bound;
        if (atLeast <= floor) continue;
        sure.offer(this.rowPerson[start + i]!, atLeast, start + i);
        ({ floor } = sure);
      }
    }
    return sure.floor;
  }

  private scanned(vector: Float32Array): ScoredBlock[] {
    return scoredBlocks(this.scan.rows, this.scan.scan(vector, this.size), this.size);
  }

  private row(row: number): Float32Array {
    const at = (row % BLOCK_ROWS) * this.dimension;
    return this.exact[Math.floor(row / BLOCK_ROWS)]!.subarray(at, at + this.dimension);
  }

  private dot(vector: Float32Array, row: number): number {
    const block = this.exact[Math.floor(row / BLOCK_ROWS)]!;
    const offset = (row % BLOCK_ROWS) * this.dimension;
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) sum += vector[i]! * block[offset + i]!;
    return sum;
  }

  private check(vector: Float32Array): void {
    if (vector.length !== this.dimension) {
      throw new RangeError(
        `a vector of ${vector.length} numbers in a gallery of ${this.dimension}`,
      );
    }
    // One NaN would poison every comparison it takes part in.
    // x - x is 0 for every finite number and NaN for the others.
    let sum = 0;
    for (let i = 0; i < vector.length; i++) sum += vector[i]! - vector[i]!;
    if (sum !== 0) throw new RangeError('a vector with numbers that are not finite');
  }
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const next = new Int32Array(array.length * 2);
  next.set(array);
  return next;
}
