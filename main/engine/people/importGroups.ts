export interface GroupLimits {
  /** Items in one group at most. */
  count: number;
  /** From this age of its first item on a group takes no further one, milliseconds. */
  ms: number;
  now?: () => number;
}

/**
 * Items in their order, in groups for one commit each. What a source gave before it failed comes out
 * before the failure is thrown; when the reader stops, so does the source.
 */
export async function* inGroups<T>(
  items: AsyncIterable<T>,
  { count, ms, now = () => performance.now() }: GroupLimits,
): AsyncGenerator<T[]> {
  let group: T[] = [];
  let since = 0;
  try {
    for await (const item of items) {
      if (group.length === 0) since = now();
      group.push(item);
      if (group.length < count && now() - since < ms) continue;
      const full = group;
      group = [];
      yield full;
    }
  } catch (error) {
    if (group.length > 0) yield group;
    throw error;
  }
  if (group.length > 0) yield group;
}
