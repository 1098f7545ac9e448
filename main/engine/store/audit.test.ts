import { describe, expect, it } from 'vitest';
import { connect } from './connection';
import { openStore } from './store';
import { KEY, person, T0, tempStore } from './testing/fixtures';

const entry = { at: T0, actor: 'operator', action: 'person.add', subject: null, detail: { n: 1 } };

/** Five entries, then SQL that only someone with the key and ill will could run. */
function tamperedBy(sql: string) {
  const store = tempStore();
  for (let i = 0; i < 5; i++) store.audit.append({ ...entry, detail: { i } });
  store.close();
  const db = connect({ file: store.path, keyHex: KEY });
  db.exec(`DROP TRIGGER audit_keep; DROP TRIGGER audit_stand; ${sql}`);
  db.close();
  return openStore({ file: store.path, keyHex: KEY });
}

describe('the audit', () => {
  it('holds, empty and with entries, also when it goes on after a restart', () => {
    const store = tempStore();
    expect(store.audit.firstBreak()).toBeNull();
    store.audit.append(entry);
    store.close();
    const again = openStore({ file: store.path, keyHex: KEY });
    again.audit.append(entry);
    expect(again.audit.firstBreak()).toBeNull();
    expect(again.check()).toMatchObject({ ok: true, rows: { audit: 2 } });
    again.close();
  });

  it.each([
    ['an altered actor', `UPDATE audit SET actor = 'x' WHERE seq = 3`, 3, 'altered'],
    ['an altered time', 'UPDATE audit SET at = at + 1 WHERE seq = 1', 1, 'altered'],
    ['an altered detail', `UPDATE audit SET detail = '{"i":9}' WHERE seq = 5`, 5, 'altered'],
    ['a subject put in', `UPDATE audit SET subject = 's' WHERE seq = 2`, 2, 'altered'],
    ['a removed entry', 'DELETE FROM audit WHERE seq = 3', 3, 'missing'],
    ['a removed beginning', 'DELETE FROM audit WHERE seq = 1', 1, 'missing'],
    ['a cut end', 'DELETE FROM audit WHERE seq >= 4', 4, 'missing'],
    ['a removed whole', 'DELETE FROM audit', 1, 'missing'],
    [
      'a closed gap',
      'DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3',
      3,
      'relinked',
    ],
    [
      'a new hash for an old link',
      `UPDATE audit SET hash = randomblob(32) WHERE seq = 2`,
      2,
      'altered',
    ],
  ])('names %s', (_, sql, seq, why) => {
    const store = tamperedBy(sql);
    expect(store.audit.firstBreak()).toEqual({ seq, why });
    expect(store.check().findings).toEqual([
      { where: 'audit', message: `entry ${seq} of the audit is ${why}` },
    ]);
    store.close();
  });

  it('has no entry of an act that was rolled back', () => {
    const store = tempStore();
    const act = () =>
      store.transaction(() => {
        store.audit.append(entry);
        store.people.insert(person());
        throw new Error('undo');
      });
    expect(act).toThrow('undo');
    store.audit.append(entry);
    expect(store.audit.firstBreak()).toBeNull();
    expect(store.check()).toMatchObject({ ok: true, rows: { audit: 1, people: 0 } });
  });
});
