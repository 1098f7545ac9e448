import { decide, type Decision, type DecisionRules, type Evidence } from '../match/decide';
import type { JudgedStep } from '../pipeline';

/** What a clip's tracks were judged on, step by step: numbers alone, no picture and no vector. */
export interface Recording {
  /** The clip's name. */
  clip: string;
  rules: Omit<DecisionRules, 'bar'>;
  steps: RecordedStep[];
}

export interface RecordedStep {
  /** Milliseconds of the clip. */
  at: number;
  track: number;
  evidence: Evidence;
  /** What `decide` makes of this evidence by these rules. */
  decision: Pick<Decision, 'outcome' | 'reason' | 'personId'>;
}

/** Keep this many digits: a recording says the same on every machine. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

/**
 * Collects what a replay judges. People are called P1, P2 ... in the order they come up, so that a
 * recording names nobody. A track is judged several times a frame; the last one stands. Steps that
 * say what the one before said, on the same evidence, are left out.
 */
export function createRecording(clip: string) {
  const names = new Map<string, string>();
  const alias = (id: string): string => {
    if (id === '') return '';
    const known = names.get(id) ?? `P${names.size + 1}`;
    names.set(id, known);
    return known;
  };
  const steps = new Map<string, RecordedStep>();
  let rules: Recording['rules'] | null = null;

  return {
    judged({ trackId, at, evidence, rules: now }: JudgedStep): void {
      const { bar: _, ...plain } = now;
      rules ??= {
        ...plain,
        threshold: round(plain.threshold),
        certain: plain.certain === null ? null : round(plain.certain),
      };
      const rounded: Evidence = {
        ...evidence,
        hits: evidence.hits.map(({ personId, similarity }) => ({
          personId: alias(personId),
          templateId: '',
          similarity: round(similarity),
        })),
        votes: evidence.votes.map(alias),
        liveness: evidence.liveness && {
          ...evidence.liveness,
          mean: round(evidence.liveness.mean),
        },
        established: evidence.established === null ? null : alias(evidence.established),
      };
      const { outcome, reason, personId } = decide(rounded, rules);
      steps.set(`${trackId} ${at}`, {
        at: Math.round(at),
        track: trackId,
        evidence: rounded,
        decision: { outcome, reason, personId },
      });
    },
    /** null where nobody was judged. */
    report(): Recording | null {
      if (rules === null) return null;
      const said = new Map<number, string>();
      const changed = [...steps.values()].filter(({ track, evidence, decision }) => {
        const now = JSON.stringify([evidence, decision]);
        if (said.get(track) === now) return false;
        said.set(track, now);
        return true;
      });
      return { clip, rules, steps: changed };
    },
  };
}
