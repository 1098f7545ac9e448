import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../store';

/**
 * A program that is started to be killed: enrols people and records events without end, in a file
 * given as argument, and says each on stdout only once the store has returned.
 */
const [, , file = '', round = ''] = process.argv;
const store = openStore({ file, keyHex: process.env['FOYER_DB_KEY'] ?? '' });
const at = Date.UTC(2026, 2, 1, 9);

for (let i = 0; ; i++) {
  const id = randomUUID();
  const personId = `${round}-${i}`;
  const person = { id, personId, name: `Person ${i}`, group: '', note: '', createdAt: at };
  store.transaction(() => {
    store.people.insert(person);
    store.audit.append({ at, actor: 'test', action: 'person.add', subject: id, detail: {} });
  });
  writeSync(1, `person ${personId}\n`);
  const { duplicate } = store.events.record({
    id: randomUUID(),
    // Every third is a repetition, as after an answer that was lost.
    idempotencyKey: `${round}-${i % 3 === 2 ? i - 1 : i}`,
    at: at + i,
    monotonicMs: i,
    station: 'Front desk',
    trackId: i,
    kind: 'identification',
    reference: null,
    outcome: 'known',
    personId: id,
    similarity: 0.7,
    secondBest: 0.1,
    threshold: 0.5,
    thresholdMode: 'auto',
    risk: 0.001,
    gallerySize: i,
    liveness: null,
    quality: 80,
    frames: 3,
    thumbnail: Buffer.alloc(2000, i),
  });
  if (!duplicate) writeSync(1, `event ${round}-${i}\n`);
}
