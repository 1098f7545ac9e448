import { noSuchPerson, type PeopleDeps } from './deps';

/**
 * Erases a person: row, templates, pictures, the face in the gallery, and name and picture in the
 * log, whose rows stay. What was written is overwritten on disk, not only unlinked. Returns how many
 * templates went. Throws Fault NOT_FOUND, DISK.
 */
export function removePerson(
  { store, gallery, clock, actor }: PeopleDeps,
  { id }: { id: string },
): { templates: number } {
  const { templates } = store.transaction(() => {
    const erased = store.people.erase(id);
    if (!erased) throw noSuchPerson(id);
    const detail = { templates: erased.templates, events: erased.events };
    store.audit.append({ at: clock.now(), actor, action: 'person.erase', subject: id, detail });
    return erased;
  });
  gallery.removePerson(id);
  store.settle();
  return { templates };
}
