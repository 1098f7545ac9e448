import { beforeEach, describe, expect, it } from 'vitest';
import type { EnrolState } from '../../../preload/contract/calls/enrol';
import { Fault } from '../../../preload/contract/faults';
import type { IdCheck, PersonRow, Quality } from '../../../preload/contract/shapes';
import { normalise } from '../match/fuse';
import { Gallery } from '../match/gallery';
import { createEnrolment, type Identity } from './enrolment';
import { compareWithId } from './idCheck';
import { VIEWS_NEEDED, type View } from './views';

const quality = (yawDeg = 0): Quality => ({
  unified: 80,
  interEyeDistancePx: 60,
  interEyeDistance: 90,
  sharpness: 80,
  underExposurePrevention: 80,
  overExposurePrevention: 80,
  illuminationUniformity: 80,
  pose: 80,
  inFrame: 100,
  recognisability: 80,
  eyesOpen: null,
  mouthClosed: null,
  faceInCrop: null,
  yawDeg,
  pitchDeg: 0,
  rollDeg: 0,
});
const ann = (lean = 0) => normalise(Float32Array.of(1, lean, 0, 0));
const bob = normalise(Float32Array.of(0, 0, 1, 0));
/** Half of all strangers are over .4, one in a thousand over .6. */
const law = {
  fpir: (t: number) => (t >= 0.6 ? 0.001 : t >= 0.4 ? 0.01 : 1),
  thresholdFor: () => 0.6,
};
/** Face 0 of the photo is Ann's, face 1 Bob's. */
const idFace = (face: number) => ({
  vector: face === 0 ? ann(0.05) : bob,
  quality: quality(),
  crop: Uint8Array.of(7),
  problem: null,
});
let kept: (IdCheck | null)[];
const picture = () => Promise.resolve(Uint8Array.of(1));
const ID: Identity = { personId: '1001', name: 'Ann Li', group: 'Sales' };

let gallery: Gallery;
let now: number;
let told: (EnrolState | null)[];
let people: Map<string, { row: PersonRow; views: View[] }>;

const enrolment = () =>
  createEnrolment({
    people: {
      byPersonId: (personId) =>
        [...people.values()].find(({ row }) => row.personId === personId)?.row ?? null,
      get: (id) => {
        const found = people.get(id);
        if (!found) throw new Fault('NOT_FOUND', 'no such person');
        return found.row;
      },
      add: (identity, views, check) => {
        kept.push(check);
        return save(`p${people.size + 1}`, identity, views);
      },
      addTemplates: (id, views, check) => {
        kept.push(check);
        return save(id, people.get(id)!.row, views);
      },
    },
    gallery,
    searchThreshold: () => 0.5,
    sameFaceThreshold: () => 0.4,
    now: () => now,
    changed: (state) => told.push(state),
    compareId: (views, { face }) => compareWithId(views, idFace(face), { law, risk: 0.001, now }),
  });

function save(id: string, identity: Identity, views: View[]): PersonRow {
  const row = { ...identity, id } as PersonRow; // the rest is the store's
  people.set(id, { row, views });
  views.forEach((view) => gallery.add({ templateId: view.id, personId: id, vector: view.vector }));
  return row;
}

/** Three views as a willing person gives them: front, left, right. */
async function threeViews(e: ReturnType<typeof enrolment>, vector = ann) {
  for (const [n, yaw] of [0, 15, -15].entries()) {
    const at = n * 1000;
    expect(e.wants(quality(yaw), at)).toBe(true);
    await e.offer({ vector: vector(n / 10), quality: quality(yaw), at }, picture);
  }
}

beforeEach(() => {
  gallery = new Gallery(4);
  now = 0;
  told = [];
  kept = [];
  people = new Map();
});

describe('enrolment', () => {
  it('takes front, left and right, then asks for nothing more', async () => {
    const e = enrolment();
    const { sessionId, wanted } = e.start(ID);
    expect(wanted).toBe('front');
    await threeViews(e);
    expect(e.state()).toMatchObject({ needed: VIEWS_NEEDED, wanted: null, guidance: null });
    expect(e.wants(quality(), 10_000)).toBe(false);
    expect(e.save(sessionId, false)).toMatchObject({
      status: 'saved',
      person: { personId: '1001' },
    });
    expect(people.get('p1')!.views).toHaveLength(3);
    expect(e.state()).toBeNull();
    expect(told.at(-1)).toBeNull();
  });

  it('saves nothing before enough views are taken', () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    expect(() => e.save(sessionId, true)).toThrow(
      expect.objectContaining({ code: 'ENROL_INCOMPLETE' }),
    );
    expect(people.size).toBe(0);
  });

  it('refuses an ID that is taken, at the start and again when saving', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    await threeViews(e);
    save('other', ID, []);
    expect(() => e.save(sessionId, true)).toThrow(
      expect.objectContaining({ code: 'PERSON_ID_TAKEN' }),
    );
    expect(() => e.start(ID)).toThrow(
      expect.objectContaining({ detail: { personId: '1001', name: 'Ann Li' } }),
    );
  });

  it('does not take a second face that slipped in', async () => {
    const e = enrolment();
    e.start(ID);
    await e.offer({ vector: ann(), quality: quality(), at: 0 }, picture);
    await e.offer({ vector: bob, quality: quality(15), at: 1000 }, picture);
    expect(e.state()).toMatchObject({ guidance: 'DIFFERENT_FACE', views: [{}] });
  });

  it('does not take the same view twice, until the person has shown nothing else for long', async () => {
    const e = enrolment();
    e.start(ID);
    await e.offer({ vector: ann(), quality: quality(), at: 0 }, picture);
    await e.offer({ vector: ann(0.01), quality: quality(1), at: 1000 }, picture);
    expect(e.state()!.views).toHaveLength(1);
    await e.offer({ vector: ann(0.1), quality: quality(4), at: 9000 }, picture);
    expect(e.state()!.views).toHaveLength(2);
  });

  it('asks before it enrols a face that is somebody’s already', async () => {
    save('p0', { personId: '7', name: 'Ann Before', group: '' }, []);
    gallery.add({ templateId: 't0', personId: 'p0', vector: ann() });
    const e = enrolment();
    const { sessionId } = e.start(ID);
    await threeViews(e);
    expect(e.save(sessionId, false)).toMatchObject({
      status: 'looksLike',
      person: { name: 'Ann Before' },
    });
    expect(people.has('p2')).toBe(false);
    expect(e.save(sessionId, true)).toMatchObject({ status: 'saved' });
  });

  it('adds views to a person who is enrolled, if it is that person', async () => {
    save('p0', ID, []);
    gallery.add({ templateId: 't0', personId: 'p0', vector: ann() });
    const e = enrolment();
    const { sessionId } = e.start({ existing: 'p0' });
    await e.offer({ vector: bob, quality: quality(), at: 0 }, picture);
    expect(e.state()).toMatchObject({ guidance: 'DIFFERENT_FACE', views: [] });
    await threeViews(e);
    expect(e.save(sessionId, false)).toMatchObject({ status: 'saved' });
  });

  it('undoes one view and asks for it again', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    await threeViews(e);
    const state = e.undo(sessionId, e.state()!.views[2]!.viewId);
    expect(state).toMatchObject({ wanted: 'right' });
    expect(state.views).toHaveLength(2);
    expect(() => e.undo(sessionId, 'gone')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('ends by itself when it was forgotten, but not while views are taken', async () => {
    const e = enrolment();
    e.start(ID);
    now += 4 * 60_000;
    await e.offer({ vector: ann(), quality: quality(), at: 0 }, picture);
    now += 4 * 60_000;
    expect(e.active()).toBe(true);
    e.guide('TOO_FAR');
    now += 2 * 60_000;
    expect(e.active()).toBe(false);
    expect(told.at(-1)).toBeNull();
  });

  it('keeps nothing of a cancelled session, nor a view that was in the making', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    const offer = e.offer({ vector: ann(), quality: quality(), at: 0 }, picture);
    e.cancel(sessionId);
    await offer;
    expect(e.state()).toBeNull();
    expect(() => e.save(sessionId, false)).toThrow(
      expect.objectContaining({ code: 'ENROL_NO_SESSION' }),
    );
  });
});

describe('the ID photo', () => {
  const photo = (face: number) => ({ photoId: 'p', face });

  it('that matches is kept with the templates, without the photo', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    await threeViews(e);
    const { idCheck } = e.compareId(sessionId, photo(0));
    expect(idCheck).toMatchObject({ match: true, threshold: 0.6, face: Uint8Array.of(7) });
    e.save(sessionId, false);
    expect(kept).toEqual([expect.objectContaining({ match: true, fmr: 0.001, override: null })]);
    expect(kept[0]).not.toHaveProperty('face');
  });

  it('that does not match holds the saving up until somebody says why it goes on', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    await threeViews(e);
    expect(e.compareId(sessionId, photo(1)).idCheck).toMatchObject({ match: false });
    expect(() => e.save(sessionId, false)).toThrow(
      expect.objectContaining({ code: 'ID_MISMATCH' }),
    );
    expect(people.size).toBe(0);
    now = 5000;
    e.overrideId(sessionId, 'old-photo');
    expect(e.save(sessionId, false)).toMatchObject({ status: 'saved' });
    expect(kept).toEqual([
      expect.objectContaining({ match: false, override: { reason: 'old-photo', at: 5000 } }),
    ]);
  });

  it('that was dropped, or was about other views, is not kept', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    await threeViews(e);
    e.compareId(sessionId, photo(1));
    expect(e.dropId(sessionId).idCheck).toBeNull();
    const { views } = e.compareId(sessionId, photo(1));
    expect(e.undo(sessionId, views[0]!.viewId).idCheck).toBeNull();
  });

  it('is not compared before the views are in, and a match has nothing to override', async () => {
    const e = enrolment();
    const { sessionId } = e.start(ID);
    expect(() => e.compareId(sessionId, photo(0))).toThrow(
      expect.objectContaining({ code: 'ENROL_INCOMPLETE' }),
    );
    await threeViews(e);
    e.compareId(sessionId, photo(0));
    expect(() => e.overrideId(sessionId, 'old-photo')).toThrow(
      expect.objectContaining({ code: 'REFUSED' }),
    );
  });
});
