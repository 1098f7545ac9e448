import { Fault } from '../../../preload/contract/faults';
import type { PersonRow } from '../../../preload/contract/shapes';
import { fold } from './fold';
import type { Sql } from './sql';

export interface PersonFields {
  personId: string;
  name: string;
  group: string;
  note: string;
}
export interface NewPerson extends PersonFields {
  id: string;
  createdAt: number;
}
export interface PeoplePage {
  search: string;
  offset: number;
  limit: number;
}
/** What an erasure took away. */
export interface Erased {
  templates: number;
  events: number;
}

const row = /* sql */ `
  SELECT p.id, p.person_id AS personId, p.name, p.group_name AS "group", p.note,
    p.created_at AS createdAt,
    (SELECT count(*) FROM templates t WHERE t.person = p.id AND t.state = 'active') AS templates,
    (SELECT max(json_extract(t.quality, '$.unified')) FROM templates t
      WHERE t.person = p.id AND t.state = 'active') AS bestQuality,
    (SELECT k.jpeg FROM templates t JOIN template_pictures k ON k.template = t.id
      WHERE t.person = p.id AND t.state = 'active'
      ORDER BY json_extract(t.quality, '$.unified') DESC, t.created_at LIMIT 1) AS thumbnail,
    (SELECT e.at FROM event_people n JOIN events e ON e.seq = n.event
      WHERE n.person = p.id AND e.outcome = 'known' ORDER BY n.event DESC LIMIT 1) AS lastSeenAt
  FROM people p`;
const matches = /* sql */ `instr(search_key, @needle) > 0`;

/** The people table. Every method throws Fault DB_CORRUPT or DISK where the file fails. */
export function peopleTable(sql: Sql) {
  const insert = sql.query(/* sql */ `
    INSERT INTO people (id, person_id, name, group_name, note, sort_key, search_key, created_at, updated_at)
    VALUES (@id, @personId, @name, @group, @note, @sortKey, @searchKey, @at, @at)`);
  const update = sql.query(/* sql */ `
    UPDATE people SET person_id = @personId, name = @name, group_name = @group, note = @note,
      sort_key = @sortKey, search_key = @searchKey, updated_at = @at WHERE id = @id`);
  const byId = sql.query<PersonRow>(`${row} WHERE p.id = @id`);
  const label = sql.query<{ id: string; personId: string; name: string }>(
    'SELECT id, person_id AS personId, name FROM people WHERE id = @id',
  );
  const holder = sql.query<{ id: string; name: string }>(
    'SELECT id, name FROM people WHERE person_id = @personId',
  );
  const count = sql.query<{ n: number }>('SELECT count(*) AS n FROM people');
  const countMatches = sql.query<{ n: number }>(
    `SELECT count(*) AS n FROM people WHERE ${matches}`,
  );
  // The page is cut out of the index first; the rest of a row is fetched for the page alone.
  const page = (where: string) =>
    sql.query<PersonRow>(`WITH page AS (SELECT rowid AS at FROM people ${where}
      ORDER BY sort_key, person_id LIMIT @limit OFFSET @offset)
      ${row} JOIN page ON p.rowid = page.at ORDER BY p.sort_key, p.person_id`);
  const listAll = page('');
  const listMatches = page(`WHERE ${matches}`);
  const erasures = {
    pictures: sql.query(`DELETE FROM template_pictures
      WHERE template IN (SELECT id FROM templates WHERE person = @id)`),
    templates: sql.query('DELETE FROM templates WHERE person = @id'),
    person: sql.query('DELETE FROM people WHERE id = @id'),
    eventPictures: sql.query(`DELETE FROM event_pictures
      WHERE event IN (SELECT event FROM event_people WHERE person = @id)`),
    eventNames: sql.query('DELETE FROM event_people WHERE person = @id'),
  };

  const keys = (fields: PersonFields) => ({
    ...fields,
    sortKey: fold(fields.name),
    searchKey: fold(`${fields.personId}\n${fields.name}\n${fields.group}`),
  });
  const refuseTaken = (personId: string, owner: string) => {
    const taken = holder.get({ personId });
    if (!taken || taken.id === owner) return;
    throw new Fault('PERSON_ID_TAKEN', `the ID ${personId} belongs to another person`, {
      personId,
      name: taken.name,
    });
  };

  return {
    /** Throws Fault PERSON_ID_TAKEN, naming who has the ID. */
    insert({ id, createdAt, ...fields }: NewPerson): void {
      sql.transaction(() => {
        refuseTaken(fields.personId, id);
        insert.run({ id, at: createdAt, ...keys(fields) });
      });
    },
    /** Writes all four fields. Throws Fault PERSON_ID_TAKEN; false when there is no such person. */
    update(id: string, fields: PersonFields, at: number): boolean {
      return sql.transaction(() => {
        refuseTaken(fields.personId, id);
        return update.run({ id, at, ...keys(fields) }) === 1;
      });
    },
    byId: (id: string): PersonRow | null => byId.get({ id }) ?? null,
    /** What a face on the screen is called: read for every frame, so without picture and counts. */
    label: (id: string) => label.get({ id }) ?? null,
    /** Who has this organisation's ID, compared as given. */
    byPersonId: (personId: string) => holder.get({ personId }) ?? null,
    count: (): number => count.get()?.n ?? 0,
    /**
     * A page of people in the order of their names. `search` is any part of ID, name or group,
     * whatever its case, accents or width; `total` counts all that match.
     */
    list({ search, offset, limit }: PeoplePage): { total: number; people: PersonRow[] } {
      const needle = fold(search.trim());
      if (needle === '') {
        return { total: count.get()?.n ?? 0, people: listAll.all({ offset, limit }) };
      }
      const people = listMatches.all({ needle, offset, limit });
      // A page that is not full is the last one and tells the total; counting is another full search.
      const last = people.length < limit && (people.length > 0 || offset === 0);
      return {
        total: last ? offset + people.length : (countMatches.get({ needle })?.n ?? 0),
        people,
      };
    },
    /**
     * Erases a person: row, templates, pictures, and name and picture in the log. The log's rows
     * stay, as of nobody. Null when there is no such person.
     */
    erase(id: string): Erased | null {
      return sql.transaction(() => {
        erasures.pictures.run({ id });
        const templates = erasures.templates.run({ id });
        if (erasures.person.run({ id }) === 0) return null;
        erasures.eventPictures.run({ id });
        return { templates, events: erasures.eventNames.run({ id }) };
      });
    },
  };
}
export type PeopleTable = ReturnType<typeof peopleTable>;
