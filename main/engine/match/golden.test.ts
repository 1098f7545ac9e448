import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../evaluate/recording';
import { decide } from './decide';

/**
 * Recordings of clips, made by `foyer replay CLIP --record FILE`: what each track was judged on, and
 * what came of it. Numbers alone; README.md beside them says of which clips.
 */
const folder = join(import.meta.dirname, 'golden');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording; // checked by every step below

describe.each(files)('the recording %s', (file) => {
  const { rules, steps } = read(file);
  const names = steps.map(({ decision }) =>
    decision.outcome === 'known' ? decision.personId : null,
  );

  it('is decided today as it was', () => {
    for (const { at, evidence, decision } of steps) {
      const { outcome, reason, personId } = decide(evidence, rules);
      expect({ at, outcome, reason, personId }).toEqual({ at, ...decision });
    }
  });

  it('has a name that never becomes another', () => {
    const tracks = new Set(steps.map(({ track }) => track));
    for (const track of tracks) {
      const said = new Set(names.filter((name, n) => name !== null && steps[n]?.track === track));
      expect(said.size).toBeLessThanOrEqual(1);
    }
  });

  it.runIf(/spoof|stranger/.test(file))('names nobody', () => {
    expect(names.filter((name) => name !== null)).toEqual([]);
  });

  it.runIf(/live/.test(file))('has a name', () => {
    expect(names.some((name) => name !== null)).toBe(true);
  });

  it('is named by nobody under the threshold less the hysteresis', () => {
    for (const { evidence, decision } of steps) {
      if (decision.outcome !== 'known') continue;
      expect(evidence.hits[0]?.similarity).toBeGreaterThanOrEqual(rules.threshold - 0.03);
    }
  });
});

it('there are recordings of somebody enrolled, of a stranger and of a print', () => {
  for (const kind of [/live/, /stranger/, /spoof/]) {
    expect(files.filter((file) => kind.test(file)).length).toBeGreaterThan(0);
  }
});
