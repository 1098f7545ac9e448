import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
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

/** Switches of Chromium and Node, which read them themselves. */
const THEIRS =
  /^(no-|use-|enable-|disable-|remote-|inspect|lang|force-|ozone-|log-|js-flags|gpu|in-process|original-|v$|r$|auto-)/;

/** Reads Foyer's own arguments from a command line that may hold anybody's. */
export function readArgs(argv: readonly string[]): ShellArgs {
  const { values, tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: {
      demo: { type: 'boolean' },
      'exit-after': { type: 'string' },
      screenshot: { type: 'string' },
      'user-data': { type: 'string' },
    },
  });
  const errors: string[] = [];
  const own = ['demo', 'exit-after', 'screenshot', 'user-data'];
  for (const token of tokens) {
    if (token.kind !== 'option' || own.includes(token.name) || THEIRS.test(token.name)) continue;
    errors.push(
      `there is no option ${token.rawName} (there are ${own.map((o) => `--${o}`).join(', ')})`,
    );
  }
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
  if (screenshot !== null && !isWritable(dirname(resolve(screenshot)))) {
    errors.push(`--screenshot: there is no folder to write to at ${dirname(resolve(screenshot))}`);
  }
  return { demo: values.demo === true, exitAfter, screenshot, userData: text('user-data'), errors };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
