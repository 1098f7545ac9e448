import type { DecisionReport } from '../engine/evaluate/decision';
import { fixed, percent, table } from './text';

interface Answer {
  target: number;
  frames: number;
  conditions: readonly (DecisionReport & { name: string })[];
}

/** What each way of deciding makes of the visits; --json has every number. */
export function decisionText({ target, frames, conditions }: Answer): string {
  return conditions
    .map(({ name, people, threshold, enrolledVisits, strangerVisits, tooFewFrames, rows }) =>
      [
        `${name}: ${people} people enrolled, ${enrolledVisits} visits of theirs, ${strangerVisits} of strangers, ${frames} frames each (${tooFewFrames} visits with too few of use); threshold ${fixed(threshold)} for ${percent(target)}`,
        table(
          [
            'agree',
            'lead',
            'weights',
            'certain',
            'named',
            'wrong names',
            'strangers named',
            'flips',
            'look again',
            'frames p50',
            'p95',
          ],
          rows.map((row) => [
            row.agreement,
            fixed(row.margin, 2),
            row.weighting,
            row.certain === null ? '' : fixed(row.certain),
            percent(row.named, 1),
            row.wrongNames,
            `${row.strangersNamed} (${percent(row.strangersNamedShare)})`,
            row.nameFlips,
            row.uncertain,
            row.framesToName?.p50 ?? null,
            row.framesToName?.p95 ?? null,
          ]),
        ),
      ].join('\n'),
    )
    .join('\n\n');
}
