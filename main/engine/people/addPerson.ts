import { randomUUID } from 'node:crypto';
import type { IdCheck, PersonRow, Quality, TemplateSource } from '../../../preload/contract/shapes';
import type { PersonFields } from '../store/people';
import { requirePerson, type PeopleDeps } from './deps';

export interface NewTemplate {
  /** Unit vector of the embedder named by `model`. */
  vector: Float32Array;
  model: string;
  quality: Quality;
  source: TemplateSource;
  /** JPEG of the aligned crop; null when policy keeps no pictures. */
  thumbnail: Uint8Array | null;
  /** What the comparison with the person's ID photo gave, if there was one. */
  idCheck?: IdCheck | null;
  /** Where an import derives it from the photo, so that the same photo is one template; else random. */
  id?: string;
}

/**
 * Enrols a new person with templates, all in one transaction: nobody is left without a face, no face
 * without a person. Throws Fault PERSON_ID_TAKEN (naming who has the ID), DISK.
 */
export function addPersonWithTemplates(
  deps: PeopleDeps,
  person: Omit<PersonFields, 'note'> & { note?: string | undefined },
  templates: readonly NewTemplate[],
): PersonRow {
  const id = randomUUID();
  return writeTemplates(deps, id, templates, 'person.add', (createdAt) =>
    deps.store.people.insert({ ...person, note: person.note ?? '', id, createdAt }),
  );
}

/** Adds templates to a person, beside those that are there. Throws Fault NOT_FOUND, DISK. */
export function addTemplates(
  deps: PeopleDeps,
  id: string,
  templates: readonly NewTemplate[],
): PersonRow {
  return writeTemplates(deps, id, templates, 'template.add', () => requirePerson(deps.store, id));
}

function writeTemplates(
  { store, gallery, clock, actor }: PeopleDeps,
  person: string,
  templates: readonly NewTemplate[],
  action: string,
  before: (at: number) => void,
): PersonRow {
  const at = clock.now();
  const rows = templates.map((template) =>
    Object.assign({ id: randomUUID(), person, createdAt: at }, template),
  );
  const row = store.transaction(() => {
    before(at);
    for (const template of rows) store.templates.insert(template);
    const detail = { templates: rows.map(({ id, source, model }) => ({ id, source, model })) };
    store.audit.append({ at, actor, action, subject: person, detail });
    const mismatch = rows.find(({ idCheck }) => idCheck?.override)?.idCheck;
    if (mismatch) {
      const { similarity, threshold, risk, override } = mismatch;
      const figures = { similarity, threshold, risk, reason: override?.reason };
      store.audit.append({
        at,
        actor,
        action: 'id-check.override',
        subject: person,
        detail: figures,
      });
    }
    return requirePerson(store, person);
  });
  for (const { id, vector } of rows) gallery.add({ templateId: id, personId: person, vector });
  return row;
}
