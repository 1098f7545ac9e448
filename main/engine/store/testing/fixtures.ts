import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Quality } from '../../../../preload/contract/shapes';
import type { NewEventRow } from '../events';
import type { NewPerson } from '../people';
import { openStore, type Store } from '../store';
import type { NewTemplateRow } from '../templates';

export const KEY = 'a1'.repeat(32);
export const T0 = Date.UTC(2026, 2, 1, 9);
export const MODEL = 'embedder-1';

/** Matches an error that is a Fault of this code. */
export const fault = (code: string, detail: Record<string, unknown> = {}) =>
  expect.objectContaining({
    name: 'Fault',
    code,
    ...(Object.keys(detail).length > 0 && { detail: expect.objectContaining(detail) }),
  });

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'foyer-store-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A new store in a folder of its own, closed and gone after the test. */
export function tempStore(): Store {
  const store = openStore({ file: join(tempFolder(), 'foyer.db'), keyHex: KEY });
  onTestFinished(() => store.close());
  return store;
}

export const quality = (unified = 80): Quality => ({
  unified,
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
  yawDeg: 1,
  pitchDeg: 2,
  rollDeg: 3,
});

export const person = (over: Partial<NewPerson> = {}): NewPerson => ({
  id: randomUUID(),
  personId: randomUUID().slice(0, 8),
  name: 'Ann Example',
  group: '',
  note: '',
  createdAt: T0,
  ...over,
});

export const template = (owner: string, over: Partial<NewTemplateRow> = {}): NewTemplateRow => ({
  id: randomUUID(),
  person: owner,
  vector: Float32Array.of(0.6, 0.8, 0, 0),
  model: MODEL,
  quality: quality(),
  source: 'camera',
  thumbnail: null,
  createdAt: T0,
  ...over,
});

export const event = (over: Partial<NewEventRow> = {}): NewEventRow => ({
  id: randomUUID(),
  idempotencyKey: randomUUID(),
  at: T0,
  monotonicMs: 1234.5,
  station: 'Front desk',
  trackId: 1,
  kind: 'identification',
  reference: null,
  outcome: 'known',
  personId: null,
  similarity: 0.75,
  secondBest: 0.25,
  threshold: 0.5,
  thresholdMode: 'auto',
  risk: 0.001,
  gallerySize: 3,
  liveness: 0.9,
  quality: 81,
  frames: 3,
  thumbnail: null,
  ...over,
});
