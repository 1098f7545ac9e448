import type { Settings } from '../../../preload/contract/calls/settings';
import type { AppEvent } from '../../../preload/contract/events';
import type { Gallery } from '../match/gallery';
import type { RiskModel } from '../match/risk';
import type { Store } from '../store/store';
import { decodeImage, encodeJpeg } from '../vision/decodeImage';
import type { Vision } from '../vision/types';
import { createIdPhotos } from './idPhotos';
import { createVerificationLog } from './recordVerification';
import { createVerification } from './verification';

export interface VerifyParts {
  store: Store;
  vision: Vision;
  gallery: Gallery;
  risk(): RiskModel;
  settings(): Settings;
  sameFaceThreshold(): number;
  clock: { now(): number; monotonicMs(): number };
  emit(event: AppEvent): void;
}

/** Joins 1:1 verification: the photos of IDs, the session, and how its verdicts are written down. */
export function assembleVerification(parts: VerifyParts) {
  const { store, vision, gallery, risk, settings, sameFaceThreshold, clock, emit } = parts;
  const photos = createIdPhotos({
    vision,
    decode: decodeImage,
    encodeJpeg,
    livenessThreshold: () => settings().livenessThreshold,
    now: clock.now,
  });
  const record = createVerificationLog({
    log: store.events,
    settings,
    clock,
    publish: (event) => emit({ name: 'log.recorded', payload: { event } }),
  });
  const verification = createVerification({
    people: {
      byPersonId: (personId) => store.people.byPersonId(personId),
      picture: (id) => store.people.byId(id)?.thumbnail ?? null,
    },
    gallery,
    photos,
    risk,
    settings,
    sameFaceThreshold,
    encodeJpeg,
    record,
    now: clock.now,
    changed: (payload) => emit({ name: 'verify.changed', payload }),
  });
  return { photos, verification };
}
