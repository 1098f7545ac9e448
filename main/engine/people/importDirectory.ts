import type { Gallery } from '../match/gallery';
import type { Store } from '../store/store';
import { addPersonWithTemplates, addTemplates } from './addPerson';
import type { PeopleDeps } from './deps';
import type { Directory } from './importPeople';

/**
 * The directory of an import that writes to the database. Within `together` a row's faces are in the
 * gallery at once, so that the next rows are compared with them; they leave it if nothing is kept.
 */
export function storeDirectory({ gallery, ...rest }: PeopleDeps): Directory {
  const { store } = rest;
  const { people } = store;
  const added: string[] = [];
  const deps: PeopleDeps = {
    ...rest,
    gallery: {
      add(entry) {
        gallery.add(entry);
        added.push(entry.templateId);
      },
      removeTemplate: (id) => gallery.removeTemplate(id),
      removePerson: (id) => gallery.removePerson(id),
    },
  };
  return {
    together(write) {
      added.length = 0;
      try {
        return store.transaction(write);
      } catch (error) {
        for (const id of added) gallery.removeTemplate(id);
        throw error;
      }
    },
    byPersonId: (personId) => people.byPersonId(personId),
    byId: (id) => people.byId(id),
    add: (person, templates) => void addPersonWithTemplates(deps, person, templates),
    addTemplates: (id, templates) => void addTemplates(deps, id, templates),
  };
}

/**
 * The directory of a dry run: what is in the database, if there is one, and what the run would have
 * added. Only the gallery in memory changes, so that doubles within the table are found.
 */
export function dryDirectory(store: Store | null, gallery: Gallery): Directory {
  const added = new Map<string, { id: string; personId: string; name: string }>();
  const keep: Directory['addTemplates'] = (id, templates) => {
    for (const { id: templateId = id, vector } of templates) {
      gallery.add({ templateId, personId: id, vector });
    }
  };
  const idOf = (personId: string) => `new ${personId}`;
  return {
    together: (write) => write(),
    byPersonId: (personId) =>
      store?.people.byPersonId(personId) ?? added.get(idOf(personId)) ?? null,
    byId: (id) => added.get(id) ?? store?.people.byId(id) ?? null,
    add: ({ personId, name }, templates) => {
      const id = idOf(personId);
      added.set(id, { id, personId, name });
      keep(id, templates);
    },
    addTemplates: keep,
  };
}
