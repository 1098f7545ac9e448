import type { CallOutput } from '../../../preload/contract/calls';
import type { EngineCalls } from '../../../preload/contract/calls';
import type { Site } from '../match/site';
import type { PeopleDeps } from './deps';

/** Enrolled people who look alike, most alike first, with the bar both are held to. */
export function listHardCases(
  { store }: Pick<PeopleDeps, 'store'>,
  { hardCases, pending }: Pick<Site, 'hardCases' | 'pending'>,
  threshold: number,
  { limit }: { limit: number },
): CallOutput<EngineCalls, 'people.hardCases'> {
  const all = hardCases.list(threshold);
  const cases = all.slice(0, limit).flatMap(({ people: [a, b], similarity, bar }) => {
    const [first, second] = [store.people.byId(a), store.people.byId(b)];
    return first && second
      ? [{ people: [first, second] as [typeof first, typeof second], similarity, bar }]
      : [];
  });
  return { total: all.length, counting: pending(), cases };
}
