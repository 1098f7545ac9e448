import { randomUUID } from 'node:crypto';
import type { Quality } from '../../../preload/contract/shapes';
import type { Store } from '../store/store';

/** The embedder that the templates say they are from. */
export const MODEL = 'bench';
const TEMPLATES_A_PERSON = 4;
const ROWS_A_TRANSACTION = 1000;

/** Enrols people with `n` templates between them. Throws Fault DISK. */
export function fillStore(
  store: Store,
  n: number,
  vector: () => Float32Array,
  checkpoint: () => void,
): void {
  for (let from = 0; from < n; from += ROWS_A_TRANSACTION) {
    checkpoint();
    store.transaction(() => {
      const until = Math.min(n, from + ROWS_A_TRANSACTION);
      for (let at = from; at < until; at += TEMPLATES_A_PERSON) {
        const person = randomUUID();
        const name = `Person ${at}`;
        store.people.insert({
          id: person,
          personId: `${at}`,
          name,
          group: '',
          note: '',
          createdAt: at,
        });
        for (let own = at; own < Math.min(until, at + TEMPLATES_A_PERSON); own++) {
          const id = randomUUID();
          const source = 'photo';
          const row = { id, person, vector: vector(), model: MODEL, quality, source } as const;
          store.templates.insert({ ...row, thumbnail: null, createdAt: own });
        }
      }
    });
  }
}

const quality: Quality = {
  unified: 80,
  interEyeDistancePx: 60,
  interEyeDistance: 90,
  sharpness: 80,
  underExposurePrevention: 80,
  overExposurePrevention: 80,
  illuminationUniformity: 80,
  pose: 90,
  inFrame: 100,
  recognisability: 70,
  eyesOpen: null,
  mouthClosed: null,
  faceInCrop: null,
  yawDeg: 0,
  pitchDeg: 0,
  rollDeg: 0,
};
