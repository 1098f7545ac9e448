import type { FaultData } from '../../preload/contract/faults';

/** The contract's limits, so that a field stops where the engine would refuse. */
export const limits = { personId: 64, name: 120, group: 80, note: 2000, stationName: 60 } as const;
export type Field = 'personId' | 'name' | 'group' | 'note';

const fields: readonly Field[] = ['personId', 'name', 'group', 'note'];

/** The form field a fault concerns, or null when it concerns the whole form. */
export function fieldOf(fault: FaultData): Field | null {
  if (fault.code === 'PERSON_ID_TAKEN') return 'personId';
  if (fault.code !== 'BAD_INPUT') return null;
  const { where } = fault.detail ?? {}; // paths such as "personId", one for each thing wrong
  const named = Array.isArray(where) ? where.map(String).flatMap((path) => path.split('.')) : [];
  return fields.find((field) => named.includes(field)) ?? null;
}
