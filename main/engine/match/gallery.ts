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

/** Rows as the store streams them: row i of `matrix` belongs to `templateIds[i]`, `personIds[i]`. */
export interface GalleryRows {
  templateIds: string[];
  personIds: string[];
  matrix: Float32Array;
}

/**
 * Exact 1:N search in memory, many templates a person. Every template is compared on every search;
 * nothing is approximated. Adding and removing cost O(1) amortised: a removed row is filled by the
 * last one. Vectors are copied in.
 */
export class Gallery {
  private matrix: Float32Array;
  private templateIds: string[] = [];
  /** Row -> index into `persons`. */
  private rowPerson: Int32Array;
  private rowOf = new Map<string, number>();
  private persons: string[] = [];
  private personIndex = new Map<string, number>();
  private rowsOfPerson = new Map<string, Set<string>>();
  private best = new Float32Array(0);
  private bestRow = new Int32Array(0);
  private changes = 0;

  constructor(readonly dimension: number) {
    this.matrix = new Float32Array(dimension * 64);
    this.rowPerson = new Int32Array(64);
  }

  static from(dimension: number, rows: GalleryRows): Gallery {
    const gallery = new Gallery(dimension);
    rows.templateIds.forEach((templateId, row) => {
      const vector = rows.matrix.subarray(row * dimension, (row + 1) * dimension);
      gallery.add({ templateId, personId: rows.personIds[row]!, vector });
    });
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

  has(templateId: string): boolean {
    return this.rowOf.has(templateId);
  }

  /** Adds a template, or replaces the one with that id. Throws RangeError on a wrong dimension. */
  add({ templateId, personId, vector }: GalleryEntry): void {
    if (vector.length !== this.dimension) {
      throw new RangeError(
        `a template of ${vector.length} numbers in a gallery of ${this.dimension}`,
      );
    }
    this.removeTemplate(templateId);
    const row = this.size;
    this.reserve(row + 1);
    this.matrix.set(vector, row * this.dimension);
    this.templateIds.push(templateId);
    this.rowOf.set(templateId, row);
    let person = this.personIndex.get(personId);
    if (person === undefined) {
      person = this.persons.push(personId) - 1;
      this.personIndex.set(personId, person);
    }
    this.rowPerson[row] = person;
    const rows = this.rowsOfPerson.get(personId) ?? new Set();
    this.rowsOfPerson.set(personId, rows.add(templateId));
    this.changes++;
  }

  /** Removes one template; unknown ids are ignored. */
  removeTemplate(templateId: string): void {
    const row = this.rowOf.get(templateId);
    if (row === undefined) return;
    const personId = this.persons[this.rowPerson[row]!]!;
    const rows = this.rowsOfPerson.get(personId)!;
    rows.delete(templateId);
    if (rows.size === 0) this.rowsOfPerson.delete(personId);
    this.rowOf.delete(templateId);
    this.changes++;
    const last = this.size - 1;
    const lastId = this.templateIds.pop()!;
    if (row !== last) {
      const { dimension } = this;
      this.matrix.copyWithin(row * dimension, last * dimension, (last + 1) * dimension);
      this.rowPerson[row] = this.rowPerson[last]!;
      this.templateIds[row] = lastId;
      this.rowOf.set(lastId, row);
    }
    this.matrix.fill(0, last * this.dimension, (last + 1) * this.dimension);
  }

  removePerson(personId: string): void {
    for (const id of this.rowsOfPerson.get(personId) ?? []) this.removeTemplate(id);
  }

  /** The `k` nearest people, nearest first; fewer when there are fewer. Ties keep enrolment order. */
  search(vector: Float32Array, k = 2): Hit[] {
    if (vector.length !== this.dimension) {
      throw new RangeError(`a probe of ${vector.length} numbers in a gallery of ${this.dimension}`);
    }
    const people = this.persons.length;
    if (this.best.length < people) {
      this.best = new Float32Array(people * 2);
      this.bestRow = new Int32Array(people * 2);
    }
    const { best, bestRow, rowPerson, size } = this;
    best.fill(-Infinity, 0, people);
    for (let row = 0; row < size; row++) {
      const similarity = this.dot(vector, row);
      const person = rowPerson[row]!;
      if (similarity > best[person]!) {
        best[person] = similarity;
        bestRow[person] = row;
      }
    }
    const top: number[] = [];
    for (let person = 0; person < people; person++) {
      const similarity = best[person]!;
      if (similarity === -Infinity) continue;
      if (top.length === k && similarity <= best[top[k - 1]!]!) continue;
      let at = top.length;
      while (at > 0 && best[top[at - 1]!]! < similarity) at--;
      top.splice(at, 0, person);
      if (top.length > k) top.pop();
    }
    return top.map((person) => ({
      personId: this.persons[person]!,
      templateId: this.templateIds[bestRow[person]!]!,
      similarity: best[person]!,
    }));
  }

  /** Similarity to the nearest template of one person (1:1), or null for somebody not in the gallery. */
  similarityTo(personId: string, vector: Float32Array): number | null {
    const rows = this.rowsOfPerson.get(personId);
    if (!rows) return null;
    return Math.max(...[...rows].map((id) => this.dot(vector, this.rowOf.get(id)!)));
  }

  private dot(vector: Float32Array, row: number): number {
    const { matrix, dimension } = this;
    const offset = row * dimension;
    const whole = dimension - (dimension % 4);
    // Four sums keep the processor's adders busy; one sum would wait for itself.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < whole; i += 4) {
      a += vector[i]! * matrix[offset + i]!;
      b += vector[i + 1]! * matrix[offset + i + 1]!;
      c += vector[i + 2]! * matrix[offset + i + 2]!;
      d += vector[i + 3]! * matrix[offset + i + 3]!;
    }
    for (let i = whole; i < dimension; i++) a += vector[i]! * matrix[offset + i]!;
    return a + b + c + d;
  }

  private reserve(rows: number): void {
    const capacity = this.rowPerson.length;
    if (rows <= capacity) return;
    const grown = Math.max(rows, Math.ceil(capacity * 1.5));
    const matrix = new Float32Array(grown * this.dimension);
    matrix.set(this.matrix);
    this.matrix = matrix;
    const rowPerson = new Int32Array(grown);
    rowPerson.set(this.rowPerson);
    this.rowPerson = rowPerson;
  }
}
