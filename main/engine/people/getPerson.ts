import type { PersonRow, TemplateCard } from '../../../preload/contract/shapes';
import { requirePerson, type PeopleDeps } from './deps';

/** A person with all templates, oldest first. Throws Fault NOT_FOUND. */
export function getPerson(
  { store }: Pick<PeopleDeps, 'store'>,
  { id }: { id: string },
): { person: PersonRow; templates: TemplateCard[] } {
  return { person: requirePerson(store, id), templates: store.templates.cards(id) };
}
