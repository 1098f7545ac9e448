import { Fault } from '../../../preload/contract/faults';
import type { PersonRow } from '../../../preload/contract/shapes';
import type { Store } from '../store/store';

/** What of the in-memory gallery is touched when people change. */
export interface GalleryPort {
  add(entry: { templateId: string; personId: string; vector: Float32Array }): void;
  removeTemplate(templateId: string): void;
  removePerson(personId: string): void;
}

/**
 * What the use cases of people work with. They write to the database first and tell the gallery once
 * that is on disk, so a failed write leaves both as they were: do not call them inside a transaction,
 * but where what they added is taken out of the gallery again when it fails (importDirectory.ts).
 */
export interface PeopleDeps {
  store: Store;
  gallery: GalleryPort;
  clock: { now(): number };
  /** Who is named in the audit: `operator`, `cli`, `system`. */
  actor: string;
}

export const noSuchPerson = (id: string) => new Fault('NOT_FOUND', 'no such person', { id });

export function requirePerson(store: Store, id: string): PersonRow {
  const person = store.people.byId(id);
  if (!person) throw noSuchPerson(id);
  return person;
}
