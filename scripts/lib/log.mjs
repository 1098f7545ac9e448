const PROGRESS_EVERY_MS = 10_000;

/**
 * A line-by-line log on stderr (stdout belongs to the command that is run in the end).
 *
 * `line` prints one line; `working` prints a title now and the elapsed seconds every ten seconds
 * until the returned function is called, which prints the outcome and the total.
 *
 * @param {{ write?: (text: string) => void, now?: () => number }} options
 */
export function createLog({ write = (text) => process.stderr.write(text), now = Date.now } = {}) {
  const line = (text) => {
    write(`[foyer] ${text}\n`);
  };
  const working = (title) => {
    const startedAt = now();
    const seconds = () => ((now() - startedAt) / 1000).toFixed(0);
    line(`${title} ...`);
    const timer = setInterval(() => line(`${title}: ${seconds()} s`), PROGRESS_EVERY_MS);
    timer.unref();
    return (outcome = 'done') => {
      clearInterval(timer);
      line(`${title}: ${outcome} (${seconds()} s)`);
    };
  };
  return { line, working };
}
