import { parseArgs } from 'node:util';

/** What the app was started with. Chromium's own switches pass through untouched. */
export interface ShellArgs {
  demo: boolean;
  /** Seconds after the window opened; the exit code then says whether anybody was recognised. */
  exitAfter: number | null;
  /** PNG of the window, written before the exit. */
  screenshot: string | null;
  /** Folder for everything this app keeps, in place of the user's own. */
  userData: string | null;
  errors: string[];
}

/** Reads Foyer's own arguments from a command line that may hold anybody's. */
export function readArgs(argv: readonly string[]): ShellArgs {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      demo: { type: 'boolean' },
      'exit-after': { type: 'string' },
      screenshot: { type: 'string' },
      'user-data': { type: 'string' },
    },
  });
  const errors: string[] = [];
  const text = (name: 'screenshot' | 'user-data' | 'exit-after'): string | null => {
    const value = values[name];
    if (value === undefined) return null;
    if (typeof value === 'string' && value !== '') return value;
    errors.push(`--${name} needs a value`);
    return null;
  };
  const seconds = text('exit-after');
  const exitAfter = seconds === null ? null : Number(seconds);
  if (exitAfter !== null && !(exitAfter > 0 && exitAfter <= 86_400)) {
    errors.push(`--exit-after takes seconds from 1 to 86400, not "${seconds}"`);
  }
  const screenshot = text('screenshot');
  if (screenshot !== null && exitAfter === null) {
    errors.push('--screenshot is taken at the end: it needs --exit-after SECONDS');
  }
  return { demo: values.demo === true, exitAfter, screenshot, userData: text('user-data'), errors };
}
