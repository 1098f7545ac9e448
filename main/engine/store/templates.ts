import { Fault } from '../../../preload/contract/faults';
import type {
  IdCheck,
  Quality,
  TemplateCard,
  TemplateSource,
} from '../../../preload/contract/shapes';
import type { Sql } from './sql';
import { storedQuality } from './storedQuality';
import { decodeVectorInto, encodeVector } from './vectors';

export interface NewTemplateRow {
  id: string;
  /** `people.id`. */
  person: string;
  /** Unit vector. */
  vector: Float32Array;
  /** Id of the embedder that made it. */
  model: string;
  quality: Quality;
  source: TemplateSource;
  /** JPEG of the aligned crop; null when policy keeps no pictures. */
  thumbnail: Uint8Array | null;
  /** What the comparison with the person's ID photo gave; null or absent where there was none. */
  idCheck?: IdCheck | null;
  createdAt: number;
}

/** A template as a search needs it. */
export interface ActiveTemplate {
  templateId: string;
  personId: string;
  /** The next row is read into the same memory: copy what is to stay. */
  vector: Float32Array;
}

interface CardRow extends Omit<TemplateCard, 'quality' | 'idCheck'> {
  quality: string;
  idCheck: string | null;
}

/** The templates table. Every method throws Fault DB_CORRUPT or DISK where the file fails. */
export function templatesTable(sql: Sql) {
  const insert = sql.query(/* sql */ `
    INSERT INTO templates (id, person, model, dimension, embedding, quality, source, id_check, state,
      created_at)
    VALUES (@id, @person, @model, @dimension, @embedding, @quality, @source, @idCheck, 'active',
      @createdAt)`);
  const insertPicture = sql.query(
    'INSERT INTO template_pictures (template, jpeg) VALUES (@id, @thumbnail)',
  );
  const cards = sql.query<CardRow>(/* sql */ `
    SELECT t.id, k.jpeg AS thumbnail, t.quality, t.source, t.model, t.id_check AS idCheck,
      t.created_at AS createdAt
    FROM templates t LEFT JOIN template_pictures k ON k.template = t.id
    WHERE t.person = @person AND t.state = 'active' ORDER BY t.created_at, t.rowid`);
  const active = sql.query<{ id: string; person: string; embedding: Buffer }>(/* sql */ `
    SELECT id, person, embedding FROM templates
    WHERE model = @model AND state = 'active' AND dimension = @dimension ORDER BY rowid`);
  const countActive = sql.query<{ odd: number | null }>(/* sql */ `
    SELECT sum(dimension <> @dimension) AS odd FROM templates
    WHERE model = @model AND state = 'active'`);
  const count = sql.query<{ n: number }>(
    `SELECT count(*) AS n FROM templates WHERE state = 'active'`,
  );
  const countByModel = sql.query<{ own: number; others: number; peopleWithout: number }>(/* sql */ `
    SELECT coalesce(sum(own), 0) AS own, coalesce(sum(n - own), 0) AS others,
      coalesce(sum(own = 0), 0) AS peopleWithout
    FROM (SELECT count(*) AS n, sum(model = @model) AS own FROM templates
      WHERE state = 'active' GROUP BY person)`);
  const removePicture = sql.query('DELETE FROM template_pictures WHERE template = @id');
  const remove = sql.query('DELETE FROM templates WHERE id = @id');

  return {
    insert(row: NewTemplateRow) {
      const { id, person, vector, model, quality, source, thumbnail, idCheck, createdAt } = row;
      sql.transaction(() => {
        insert.run({
          id,
          person,
          model,
          dimension: vector.length,
          embedding: encodeVector(vector),
          quality: JSON.stringify(quality),
          source,
          idCheck: idCheck ? JSON.stringify(idCheck) : null,
          createdAt,
        });
        if (thumbnail) insertPicture.run({ id, thumbnail });
      });
    },
    /** A person's templates, oldest first. */
    cards: (person: string): TemplateCard[] =>
      cards.all({ person }).map((card) =>
        // Written by insert from an IdCheck.
        Object.assign(card, {
          quality: storedQuality(card.quality),
          idCheck: card.idCheck === null ? null : (JSON.parse(card.idCheck) as IdCheck),
        }),
      ),
    /** Active templates made by one model and by others, and people who have others' only. */
    byModel: (model: string): { own: number; others: number; peopleWithout: number } =>
      countByModel.get({ model }) ?? { own: 0, others: 0, peopleWithout: 0 },
    /** Active templates of all models. */
    count: (): number => count.get()?.n ?? 0,
    /**
     * All active templates of one model, one by one, so that a large gallery is never in memory
     * twice. Nothing else can use the connection until the loop ends. Throws Fault DB_CORRUPT when
     * the file holds vectors of another dimension for it.
     */
    *active(model: string, dimension: number): Generator<ActiveTemplate> {
      const { odd = 0 } = countActive.get({ model, dimension }) ?? {};
      if (odd) {
        throw new Fault('DB_CORRUPT', `templates of ${model} do not have ${dimension} numbers`);
      }
      const vector = new Float32Array(dimension);
      for (const { id, person, embedding } of active.iterate({ model, dimension })) {
        decodeVectorInto(embedding, vector, 0);
        yield { templateId: id, personId: person, vector };
      }
    },
    /** Erases a template and its picture; false when there is none with that id. */
    remove: (id: string): boolean =>
      sql.transaction(() => {
        removePicture.run({ id });
        return remove.run({ id }) === 1;
      }),
  };
}
export type TemplatesTable = ReturnType<typeof templatesTable>;
