import type { PersonRow } from '../../../preload/contract/shapes';
import type { PeoplePage } from '../store/people';
import type { PeopleDeps } from './deps';

/**
 * A page of people in the order of their names; `search` is any part of ID, name or group, whatever
 * its case. `total` counts all that match. Throws Fault DB_CORRUPT, DISK.
 */
export function listPeople(
  { store }: Pick<PeopleDeps, 'store'>,
  page: PeoplePage,
): { total: number; people: PersonRow[] } {
  return store.people.list(page);
}
