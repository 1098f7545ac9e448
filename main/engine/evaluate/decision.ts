import type { ReasonCode } from '../../../preload/contract/shapes';
import { decide, type Decision, type DecisionRules, type Evidence } from '../match/decide';
import { createEvidence } from '../match/evidence';
import { Gallery } from '../match/gallery';
import { wilson, type Interval } from './intervals';

/** A face that stood before the camera for some frames: what each frame gave. */
export interface Visit {
  person: string;
  /** Frames in order; `reason` says why a frame was of no use. */
  frames: readonly (VisitFrame | { reason: ReasonCode })[];
}
export interface VisitFrame {
  vector: Float32Array;
  /** Unified quality, 0 to 100. */
  quality: number;
  reason: null;
}

export type Weighting = 'quality' | 'equal';

/** The rules of `decide` that are weighed against each other. */
export interface DecisionSetting {
  agreement: number;
  margin: number;
  weighting: Weighting;
  /** Similarity from which two frames are enough; null: never. */
  certain: number | null;
}

export interface DecisionRow extends DecisionSetting {
  /** Share of enrolled people's visits that ended with their name. */
  named: number;
  namedInterval: Interval;
  /** Visits of enrolled people in which another's name was said, if only for one frame. */
  wrongNames: number;
  /** Visits of strangers in which any name was said. */
  strangersNamed: number;
  strangersNamedShare: number;
  strangersInterval: Interval;
  /** Visits in which one name followed another. */
  nameFlips: number;
  /** Visits of enrolled people that ended with "look again". */
  uncertain: number;
  /** Usable frames until the right name; null when nobody was named. */
  framesToName: { p50: number; p95: number } | null;
}

export interface DecisionReport {
  people: number;
  threshold: number;
  enrolledVisits: number;
  strangerVisits: number;
  /** Visits without as many usable frames as the strictest setting asks for; part of the counts above. */
  tooFewFrames: number;
  rows: DecisionRow[];
}

/** What a track knew after each of its frames. */
type Step = Omit<Evidence, 'established'>;

/**
 * What each way of deciding makes of the same visits: how many are named, and how many wrongly. Pure;
 * liveness is left out, since pictures are no camera frames. `enrolled` has one or more vectors a
 * person; visits of people who are not in it are strangers'.
 */
export function weighDecisions(
  enrolled: ReadonlyMap<string, readonly Float32Array[]>,
  visits: readonly Visit[],
  threshold: number,
  settings: readonly DecisionSetting[],
): DecisionReport {
  const [first] = enrolled.values();
  const gallery = new Gallery(first?.[0]?.length ?? 1);
  for (const [personId, vectors] of enrolled) {
    for (const [n, vector] of vectors.entries()) {
      gallery.add({ templateId: `${personId}/${n}`, personId, vector });
    }
  }
  try {
    const known = new Map<Weighting, Step[][]>();
    for (const { weighting } of settings) {
      if (known.has(weighting)) continue;
      known.set(
        weighting,
        visits.map((visit) => stepsOf(visit, gallery, weighting)),
      );
    }
    const strictest = Math.max(...settings.map(({ agreement }) => agreement));
    const usable = ({ frames }: Visit) => frames.filter(({ reason }) => reason === null).length;
    return {
      people: enrolled.size,
      threshold,
      enrolledVisits: visits.filter(({ person }) => enrolled.has(person)).length,
      strangerVisits: visits.filter(({ person }) => !enrolled.has(person)).length,
      tooFewFrames: visits.filter((visit) => usable(visit) < strictest).length,
      rows: settings.map((setting) => {
        const steps = known.get(setting.weighting) ?? [];
        const outcomes = visits.map((visit, n) => ({
          person: visit.person,
          decisions: decisionsOf(steps[n] ?? [], setting, threshold),
        }));
        return { ...setting, ...tally(outcomes, enrolled) };
      }),
    };
  } finally {
    gallery.close();
  }
}

function stepsOf({ frames }: Visit, gallery: Gallery, weighting: Weighting): Step[] {
  const evidence = createEvidence({
    search: (vector) => gallery.search(vector, 2),
    version: () => gallery.version,
  });
  return frames.map((frame, at) => {
    if (frame.reason === null) {
      const weight = weighting === 'quality' ? 1 + frame.quality : 1;
      evidence.addProbe({ vector: frame.vector, weight }, at);
    }
    const read = evidence.read();
    // The list of votes goes on growing; a step is what was known then.
    const votes = [...read.votes];
    return { ...read, votes, liveness: null, reason: frame.reason, insistent: false };
  });
}

function decisionsOf(
  steps: readonly Step[],
  { agreement, margin, certain }: DecisionSetting,
  threshold: number,
): { decision: Decision; frames: number }[] {
  const rules: DecisionRules = { threshold, margin, agreement, certain, livenessThreshold: null };
  let established: string | null = null;
  return steps.map((step) => {
    const decision = decide({ ...step, established }, rules);
    established = decision.outcome === 'known' ? decision.personId : null;
    return { decision, frames: step.frames };
  });
}

function tally(
  visits: readonly { person: string; decisions: ReturnType<typeof decisionsOf> }[],
  enrolled: ReadonlyMap<string, unknown>,
) {
  let [named, wrongNames, strangersNamed, nameFlips, uncertain, mated, strangers] = Array<number>(
    7,
  ).fill(0) as [number, number, number, number, number, number, number]; // seven zeros
  const waits: number[] = [];
  for (const { person, decisions } of visits) {
    const names = decisions.flatMap(({ decision }) =>
      decision.outcome === 'known' && decision.personId !== null ? [decision.personId] : [],
    );
    if (names.some((name, i) => i > 0 && name !== names[i - 1])) nameFlips++;
    const last = decisions.at(-1)?.decision;
    if (!enrolled.has(person)) {
      strangers++;
      if (names.length > 0) strangersNamed++;
      continue;
    }
    mated++;
    if (names.some((name) => name !== person)) wrongNames++;
    if (last?.outcome === 'uncertain') uncertain++;
    if (last?.outcome !== 'known' || last.personId !== person) continue;
    named++;
    const first = decisions.find(
      ({ decision }) => decision.outcome === 'known' && decision.personId === person,
    );
    if (first) waits.push(first.frames);
  }
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.ceil(share * waits.length) - 1] ?? 0;
  return {
    named: named / Math.max(1, mated),
    namedInterval: wilson(named, mated),
    wrongNames,
    strangersNamed,
    strangersNamedShare: strangersNamed / Math.max(1, strangers),
    strangersInterval: wilson(strangersNamed, strangers),
    nameFlips,
    uncertain,
    framesToName: waits.length === 0 ? null : { p50: at(0.5), p95: at(0.95) },
  };
}
