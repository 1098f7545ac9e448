import { Fault } from '../../../preload/contract/faults';
import { requirePerson, type PeopleDeps } from './deps';

/**
 * Erases one template with its picture; returns how many the person has left. The last one stays:
 * who has no face in the gallery is not enrolled, and the call for that is removePerson. Throws Fault
 * NOT_FOUND, REFUSED for the last one, DISK.
 */
export function removeTemplate(
  { store, gallery, clock, actor }: PeopleDeps,
  { id, templateId }: { id: string; templateId: string },
): { templates: number } {
  const templates = store.transaction(() => {
    requirePerson(store, id);
    const cards = store.templates.cards(id);
    if (!cards.some((card) => card.id === templateId)) {
      throw new Fault('NOT_FOUND', 'the person has no such template', { id, templateId });
    }
    if (cards.length === 1) {
      throw new Fault('REFUSED', 'the last template of a person stays', { id, templateId });
    }
    store.templates.remove(templateId);
    const detail = { template: templateId };
    store.audit.append({ at: clock.now(), actor, action: 'template.erase', subject: id, detail });
    return cards.length - 1;
  });
  gallery.removeTemplate(templateId);
  store.settle();
  return { templates };
}
