import type { TFunction } from 'i18next';
import type { EventRow } from '../../preload/contract/shapes';

/**
 * Who an event is about, in a line. A verification that failed is about nobody, although somebody was
 * claimed; one with the photo of an ID knows no name.
 */
export function eventTitle(t: TFunction, { kind, outcome, person, reference }: EventRow): string {
  if (kind === 'verification') {
    if (outcome !== 'known') return t(`log.verified.${outcome}`);
    if (reference === 'document') return t('log.verified.document');
  }
  if (person) return person.name;
  return outcome === 'known' ? t('log.erased') : t(`common.outcome.${outcome}`);
}

/** The line below: the ID, and for a verification that it was one and with what. */
export function eventSubtitle(
  t: TFunction,
  { kind, outcome, person, reference }: EventRow,
): string {
  if (kind === 'identification' || reference === null) return person?.personId ?? '';
  const how = t(`log.verified.with.${reference}`);
  if (!person) return how;
  const who = outcome === 'known' ? person.personId : t('log.verified.claimed', person);
  return `${who} · ${how}`;
}
