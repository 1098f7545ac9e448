import type { Sink } from './io';

/** Told after every piece of work; see createProgress. */
export interface Progress {
  step(pieces?: number): void;
  done(): void;
}

const BAR = 24;
/** A terminal is redrawn this often; a log file gets a line this often. Milliseconds. */
const REDRAW_MS = 100;
const LOG_MS = 10_000;

/** "1:05", "2:03:04". */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(m).padStart(h > 0 ? 2 : 1, '0')}:${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${tail}` : tail;
}

/**
 * A progress bar with rate and time left, on one line of a terminal; where the sink is no terminal,
 * a line every ten seconds and one at the end. `now` is in milliseconds.
 */
export function createProgress(
  sink: Sink,
  label: string,
  total: number,
  now: () => number = () => performance.now(),
): Progress {
  const start = now();
  let done = 0;
  let shownAt = -Infinity;
  const line = () => {
    const seconds = (now() - start) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const filled = total > 0 ? Math.round((Math.min(done, total) / total) * BAR) : BAR;
    const bar = '#'.repeat(filled) + '.'.repeat(BAR - filled);
    const left = rate > 0 && done < total ? `, ${duration((total - done) / rate)} left` : '';
    return `${label} [${bar}] ${done}/${total}, ${rate.toFixed(1)}/s${left}`;
  };
  const show = () => {
    shownAt = now();
    // \u001b[K clears what a longer line left behind.
    sink.write(sink.isTTY ? `\r${line()}\u001b[K` : `${line()}\n`);
  };
  return {
    step(pieces = 1) {
      done += pieces;
      if (now() - shownAt < (sink.isTTY ? REDRAW_MS : LOG_MS)) return;
      if (!sink.isTTY && shownAt === -Infinity && now() - start < LOG_MS) return;
      show();
    },
    done() {
      show();
      if (sink.isTTY) sink.write('\n');
    },
  };
}
