import { Fault } from '../../../preload/contract/faults';
import type { FoundFace } from '../../engine/evaluate/faces';
import { siteAtRest } from '../../engine/match/site';
import { Gallery } from '../../engine/match/gallery';
import { loadSettings } from '../../engine/settings/loadSettings';
import { fmrAt, verifyThreshold } from '../../engine/verify/comparison';
import type { Context } from '../context';
import { openDatabase } from '../database';
import { calibrationOf } from '../riskModel';

/** A face against everything that is enrolled of one person. */
export interface AgainstPerson {
  similarity: number;
  match: boolean;
  threshold: number;
  fmr: number;
  fnmr: number;
  risk: number;
  /** Templates that were compared: the best one counts, and the threshold pays for it. */
  comparisons: number;
  person: { personId: string; name: string };
}

/**
 * Compares a face with the templates of the person of that ID, at the risk given or else the
 * station's own for verification. Throws Fault UNKNOWN_PERSON_ID, NO_TEMPLATE, DB_*, KEY_*.
 */
export async function verifyPerson(
  context: Context,
  { embedding: { vector } }: FoundFace,
  personId: string,
): Promise<AgainstPerson> {
  const store = openDatabase(context, { readonly: true });
  const holder = store.people.byPersonId(personId);
  if (!holder) {
    throw new Fault('UNKNOWN_PERSON_ID', `nobody has the ID ${personId}`, { personId });
  }
  const { embedderId, dimension } = await context.vision();
  const gallery = Gallery.from(dimension, store.templates.active(embedderId, dimension));
  const similarity = gallery.similarityTo(holder.id, vector);
  if (similarity === null) {
    const { name } = holder;
    throw new Fault('NO_TEMPLATE', `${name} has no template of the model in use`, { name });
  }
  const law = siteAtRest(gallery, await calibrationOf(context)).risk();
  const risk = context.options.risk ?? loadSettings({ store }).settings.verifyRisk;
  const comparison = { templates: gallery.templatesOf(holder.id), frames: 1, attempt: 1 };
  const threshold = verifyThreshold(law, risk, comparison);
  gallery.close();
  return {
    similarity,
    match: similarity >= threshold,
    threshold,
    fmr: fmrAt(law, similarity, comparison),
    fnmr: law.fnmr(threshold),
    risk,
    comparisons: comparison.templates,
    person: { personId, name: holder.name },
  };
}
