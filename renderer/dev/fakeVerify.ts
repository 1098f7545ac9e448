import type { EnrolState } from '../../preload/contract/calls/enrol';
import type { Verdict, VerifyOutcome, VerifyState } from '../../preload/contract/calls/verify';
import type { AppEvent } from '../../preload/contract/events';
import type { PersonRow } from '../../preload/contract/shapes';
import { quality } from './fakePeople';

interface Deps {
  people(): PersonRow[];
  tell(event: AppEvent): void;
  jpeg(): Uint8Array | null;
}

/** A mismatch with `?idMismatch` in the address, else a match. */
export function makeIdCheck(face: Uint8Array): NonNullable<EnrolState['idCheck']> {
  const match = !new URLSearchParams(window.location.search).has('idMismatch');
  const figures = {
    threshold: 0.34,
    risk: 0.001,
    photoQuality: 71,
    at: Date.now(),
    override: null,
  };
  return { ...figures, similarity: match ? 0.58 : 0.12, fmr: match ? 2e-6 : 0.12, match, face };
}

const similarities: Record<VerifyOutcome, number | null> = {
  same: 0.61,
  different: 0.14,
  again: 0.39,
  spoof: null,
};

/** Stands in for the engine's verification: `?verdict=same|different|again|spoof`, after two seconds. */
export function fakeVerification({ people, tell, jpeg }: Deps) {
  const wish = new URLSearchParams(window.location.search);
  const asked = wish.get('verdict');
  const outcome: VerifyOutcome =
    asked === 'different' || asked === 'again' || asked === 'spoof' ? asked : 'same';
  let state: VerifyState | null = null;
  const set = (next: VerifyState | null) => {
    state = next;
    tell({ name: 'verify.changed', payload: next });
  };
  const begin = (reference: VerifyState['reference'], attempt = 1): VerifyState => {
    const fresh: VerifyState = {
      sessionId: crypto.randomUUID(),
      reference,
      risk: 0.001,
      comparisons: 3 * attempt,
      threshold: 0.37,
      attempt,
      guidance: null,
      progress: 0.4,
      verdict: null,
    };
    state = fresh;
    const similarity = similarities[outcome];
    const verdict: Verdict = {
      outcome,
      reason: outcome === 'again' ? 'BLURRED' : null,
      similarity,
      threshold: 0.37,
      fmr: similarity === null ? null : outcome === 'same' ? 8.3e-5 : 0.11,
      liveness: outcome === 'spoof' ? 0.04 : 0.98,
      frames: 5,
      face: jpeg(),
      at: Date.now(),
    };
    if (!wish.has('pending')) {
      setTimeout(() => state === fresh && set({ ...fresh, progress: 1, verdict }), 2000);
    }
    return fresh;
  };
  return {
    'verify.readPhoto': ({ from }: { from: 'file' | 'snapshot' }) => {
      const face = { crop: jpeg() ?? new Uint8Array(), widthPx: 84, problem: null };
      const faces = [{ ...face, quality: quality(82) }];
      if (from === 'snapshot') faces.push({ ...face, widthPx: 46, quality: quality(48) });
      return { photoId: crypto.randomUUID(), faces, likely: faces.length - 1 };
    },
    'verify.start': (input: { personId: string } | { photoId: string; face: number }) => {
      if (!('personId' in input)) {
        const picture = jpeg() ?? new Uint8Array();
        return begin({ kind: 'document', picture, quality: quality(48), problem: 'BLURRED' });
      }
      const { personId } = input;
      const person = people().find((each) => each.personId === personId.trim());
      if (!person) {
        const fault = { code: 'UNKNOWN_PERSON_ID', message: '', detail: { personId } };
        throw Object.assign(new Error(fault.code), { fault });
      }
      const { id, name, thumbnail } = person;
      return begin({ kind: 'person', person: { id, personId, name }, picture: thumbnail });
    },
    'verify.state': () => state,
    'verify.again': () => begin(state!.reference, state!.attempt + 1), // called with one open
    'verify.end': () => {
      set(null);
      return {};
    },
  };
}
