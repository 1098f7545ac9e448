/** What a check found: nothing wrong, or what; and the figures it went by. */
export interface Finding {
  problems: string[];
  figures: Record<string, number>;
}
