import { describe, expect, it } from 'vitest';
import { EventRow } from '../../../preload/contract/shapes';
import { connect } from './connection';
import { event, KEY, person, T0, tempStore } from './testing/fixtures';

describe('the log of events', () => {
  it('gives rows in the contract’s shape', () => {
    const store = tempStore();
    const ann = person({ personId: '员工 8' });
    store.people.insert(ann);
    const written = event({ personId: ann.id, at: T0 + 0.4, thumbnail: Uint8Array.of(5) });
    const { event: row, duplicate } = store.events.record(written);
    expect(EventRow.parse(row)).toEqual(row);
    expect(duplicate).toBe(false);
    expect(row).toMatchObject({
      seq: 1,
      id: written.id,
      at: T0,
      person: { id: ann.id, personId: '员工 8', name: 'Ann Example' },
      thumbnail: Buffer.of(5),
    });
    expect(store.events.list({ limit: 5 })).toEqual({ events: [row], more: false });
    const stranger = store.events.record(event({ outcome: 'unknown', liveness: null })).event;
    expect(EventRow.parse(stranger)).toMatchObject({ seq: 2, person: null, thumbnail: null });
  });

  it('keeps the first event of a key, whatever is recorded under it again', () => {
    const store = tempStore();
    const ann = person();
    store.people.insert(ann);
    const first = store.events.record(event({ idempotencyKey: 'k' }));
    const again = store.events.record(
      event({
        idempotencyKey: 'k',
        personId: ann.id,
        outcome: 'spoof',
        thumbnail: Uint8Array.of(1),
      }),
    );
    expect(again).toEqual({ event: first.event, duplicate: true });
    expect(store.events.count()).toBe(1);
    expect(store.events.record(event()).event.seq).toBe(2);
  });

  it('takes an event of somebody who was erased meanwhile, as of nobody', () => {
    const { event: row } = tempStore().events.record(event({ personId: person().id }));
    expect(row.person).toBeNull();
  });

  it('knows the newest check-in of a person, refusals aside', () => {
    const store = tempStore();
    const ann = person();
    store.people.insert(ann);
    expect(store.events.lastKnownAt(ann.id)).toBeNull();
    store.events.record(event({ personId: ann.id, at: T0 }));
    store.events.record(event({ personId: ann.id, at: T0 + 9 }));
    store.events.record(event({ personId: ann.id, at: T0 + 20, outcome: 'spoof' }));
    store.events.record(event({ at: T0 + 30 }));
    expect(store.events.lastKnownAt(ann.id)).toBe(T0 + 9);
  });

  it('refuses an event that lacks what every event has', () => {
    const store = tempStore();
    expect(() => store.events.record(event({ threshold: Number.NaN }))).toThrow('NOT NULL');
    expect(() => store.events.record(event({ outcome: 'maybe' as 'known' }))).toThrow('CHECK');
    expect(store.events.count()).toBe(0);
  });
});

describe('history', () => {
  const setUp = () => {
    const store = tempStore();
    const ann = person();
    store.people.insert(ann);
    store.events.record(event({ personId: ann.id, thumbnail: Uint8Array.of(1) }));
    store.audit.append({ at: T0, actor: 'a', action: 'x', subject: null, detail: {} });
    store.thresholdChanges.append({
      at: T0,
      cause: 'first',
      mode: 'auto',
      threshold: 0.5,
      previous: null,
      risk: 0.001,
      gallerySize: 1,
      expectedFpir: 0.001,
      expectedFnmr: 0.02,
      model: 'm',
    });
    store.close();
    const db = connect({ file: store.path, keyHex: KEY });
    return { db, ann };
  };

  it.each([
    'UPDATE events SET outcome = outcome',
    'DELETE FROM events',
    `INSERT OR REPLACE INTO events SELECT seq, id, idempotency_key, 0, monotonic_ms, run_id, station,
       outcome, similarity, second_best, threshold, threshold_mode, risk, gallery_size, liveness,
       quality, frames, track, kind, reference FROM events`,
    `UPDATE event_people SET name = 'Bob'`,
    'DELETE FROM event_people',
    `INSERT OR REPLACE INTO event_people SELECT event, person, person_id, 'Bob' FROM event_people`,
    `UPDATE event_pictures SET jpeg = x'02'`,
    `UPDATE audit SET actor = 'b'`,
    'DELETE FROM audit',
    'UPDATE threshold_changes SET threshold = 0.1',
    'DELETE FROM threshold_changes',
    `INSERT OR REPLACE INTO audit SELECT seq, at, 'b', action, subject, detail, previous, hash
       FROM audit`,
  ])('cannot be rewritten: %s', (sql) => {
    const { db } = setUp();
    expect(() => db.exec(sql)).toThrow(/append-only|leaves the log only/);
    db.close();
  });

  it('loses a name only once its person is erased', () => {
    const { db, ann } = setUp();
    db.exec(`DELETE FROM people WHERE id = '${ann.id}'; DELETE FROM event_people`);
    expect(db.prepare('SELECT count(*) AS n FROM event_people').get()).toEqual({ n: 0 });
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 1 });
    db.close();
  });
});
