import type { ProbeSlack } from './scan/firstPass';
import { BLOCK_ROWS, type Int8Rows } from './scan/rows';

/** A block of the gallery after a scan. */
export interface ScoredBlock {
  /** Row of the gallery that its first row is. */
  start: number;
  /** Rows in use. */
  rows: number;
  scores: Float32Array;
  /** No score of a row in use is higher. */
  top: number;
  /** No score is further off. */
  bound: number;
}

/** What float32 arithmetic itself may add to the bound, for vectors near unit length. */
const ROUNDING = 1e-5;

/** The blocks of the first `size` rows, with the bound of their scores' error. */
export function scoredBlocks(
  { blocks }: Int8Rows,
  { probeLength, probeResidual }: ProbeSlack,
  size: number,
): ScoredBlock[] {
  return blocks
    .slice(0, Math.ceil(size / BLOCK_ROWS))
    .map(({ scores, top, residual, length }, n) => ({
      start: n * BLOCK_ROWS,
      rows: Math.min(BLOCK_ROWS, size - n * BLOCK_ROWS),
      scores,
      top: top[0]!,
      bound: residual * probeLength + length * probeResidual + ROUNDING,
    }));
}

/** The block that reaches highest first. */
export const byTop = (a: ScoredBlock, b: ScoredBlock) => b.top - a.top;

/** The `k` best people of a search so far, each with the best row; best first, ties to the lower number. */
export class TopPeople {
  readonly persons: number[] = [];
  readonly similarities: number[] = [];
  readonly rows: number[] = [];

  constructor(private readonly k: number) {}

  /** What a person must at least reach to come in: the last one's similarity once there are `k`. */
  get floor(): number {
    return this.persons.length < this.k ? -Infinity : this.similarities[this.k - 1]!;
  }

  /** Takes a row of a person with its similarity, if it is among the best. */
  offer(person: number, similarity: number, row: number): void {
    if (similarity < this.floor) return;
    const { persons, similarities, rows } = this;
    let at = persons.indexOf(person);
    if (at >= 0) {
      const better =
        similarity > similarities[at]! || (similarity === similarities[at] && row < rows[at]!);
      if (!better) return;
    } else {
      at = persons.length;
    }
    const beats = (other: number) =>
      similarity > similarities[other]! ||
      (similarity === similarities[other] && person < persons[other]!);
    for (; at > 0 && beats(at - 1); at--) {
      persons[at] = persons[at - 1]!;
      similarities[at] = similarities[at - 1]!;
      rows[at] = rows[at - 1]!;
    }
    persons[at] = person;
    similarities[at] = similarity;
    rows[at] = row;
    if (persons.length > this.k) {
      persons.pop();
      similarities.pop();
      rows.pop();
    }
  }
}
