import { InvalidArgumentError, Option, type Command } from 'commander';
import { providers, type Provider } from '../../preload/contract/calls/settings';

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  db?: string;
  keyFile?: string;
  provider: Provider;
  threads: number;
  models?: string;
  with?: string[];
  json?: boolean;
  risk?: number;
}

/** Reads a whole number from `low` to `high`; commander turns the error into a usage error. */
export const whole = (low: number, high: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw new InvalidArgumentError(`A whole number from ${low} to ${high} is expected.`);
  }
  return value;
};

/** Reads a number over 0 and at most `high`. */
export const rate = (high: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= high)) {
    throw new InvalidArgumentError(`A number over 0, at most ${high}, is expected.`);
  }
  return value;
};

/** Reads "100,1000,2500" by `read`. */
export const list =
  <T>(read: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map((part) => read(part.trim()));

export function addCommonOptions(program: Command): void {
  program
    .option('--db <file>', "the database (default: the app's own)")
    .option(
      '--key-file <file>',
      'file with the key of the database; else FOYER_DB_KEY, else beside it',
    )
    .addOption(
      new Option('--provider <name>', 'where the models run').choices(providers).default('auto'),
    )
    .option('--threads <n>', 'CPU threads of a model run', whole(1, 64), 2)
    .option('--models <dir>', 'folder of the shipped models, with their manifest.json')
    .option(
      '--with <id,...>',
      'models to use in place of the defaults of their roles, this time only',
      list((id) => id),
    )
    .option(
      '--risk <rate>',
      'wrong answers tolerated: per comparison (verify) or per stranger',
      rate(0.5),
    )
    .option('--json', 'one JSON document on stdout, everything else on stderr');
}
