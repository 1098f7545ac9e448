/** A reader types a sign every few milliseconds; the quickest typist needs about 50. */
const READER_MS = 35;
const SHORTEST = 3;

/**
 * Tells a badge reader that types like a keyboard from a person at the keys: at least three signs in a
 * row, each within 35 ms of the one before, closed by Enter. `at` is milliseconds. Returns the ID when
 * Enter closes one, else null; what a person types never counts.
 */
export function createWedge() {
  let text = '';
  let last = -Infinity;
  return (key: string, at: number): string | null => {
    const quick = at - last <= READER_MS;
    last = at;
    if (key === 'Enter') {
      const id = quick && text.length >= SHORTEST ? text : null;
      text = '';
      return id;
    }
    if (key.length !== 1) {
      if (key !== 'Shift') text = ''; // readers hold Shift for capitals
      return null;
    }
    text = quick ? text + key : key;
    return null;
  };
}
