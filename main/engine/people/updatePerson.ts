import type { PersonRow } from '../../../preload/contract/shapes';
import type { PersonFields } from '../store/people';
import { requirePerson, type PeopleDeps } from './deps';

export type PersonPatch = { id: string } & Partial<PersonFields>;

const fields = ['personId', 'name', 'group', 'note'] as const;

/**
 * Changes what is given and leaves the rest. Events keep the name of their day. A patch that changes
 * nothing writes nothing. Throws Fault NOT_FOUND, PERSON_ID_TAKEN (naming who has it), DISK.
 */
export function updatePerson(
  { store, clock, actor }: Omit<PeopleDeps, 'gallery'>,
  patch: PersonPatch,
): PersonRow {
  const { id } = patch;
  return store.transaction(() => {
    const now = requirePerson(store, id);
    const changed = fields.filter((key) => patch[key] !== undefined && patch[key] !== now[key]);
    if (changed.length === 0) return now;
    const { personId, name, group, note } = now;
    const kept = { personId, name, group, note };
    const wanted = Object.fromEntries(changed.map((key) => [key, patch[key]]));
    const at = clock.now();
    store.people.update(id, { ...kept, ...wanted }, at);
    store.audit.append({ at, actor, action: 'person.update', subject: id, detail: { changed } });
    return requirePerson(store, id);
  });
}
