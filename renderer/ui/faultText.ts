import type { TFunction } from 'i18next';
import type { FaultCode, FaultData } from '../../preload/contract/faults';
import { en } from '../i18n/en';

/** What the words have room for; a fault carries those that concern it. */
const slots = [
  'personId',
  'name',
  'file',
  'provider',
  'limit',
  'captured',
  'needed',
  'row',
  'where',
  'model',
  'url',
] as const;

/**
 * A fault in words: what is wrong, and what to do next. Details such as a file's or a person's name
 * are put in where the words have room for them.
 */
export function faultText(
  t: TFunction,
  fault: { code: string; detail?: FaultData['detail'] },
): { what: string; next: string } {
  const code: FaultCode = fault.code in en.faults ? (fault.code as FaultCode) : 'INTERNAL';
  const { detail = {} } = fault;
  const entries = slots.map((slot) => {
    const value = detail[slot];
    const known = (typeof value === 'string' && value !== '') || typeof value === 'number';
    return [slot, known ? String(value) : '–'];
  });
  const filled = Object.fromEntries(entries) as Record<(typeof slots)[number], string>; // fromEntries loses the keys
  return {
    what: t(`faults.${code}.what`, filled),
    next: t(`faults.${code}.next`, filled),
  };
}
