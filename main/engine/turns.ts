/**
 * Lets callers in one after the other, in the order they came. The models keep buffers between runs,
 * so a frame and a photo must not be looked at in the same moment. A failure is the caller's own.
 */
export function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}

export type Turns = ReturnType<typeof createTurns>;
