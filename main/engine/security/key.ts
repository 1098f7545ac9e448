import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Fault } from '../../../preload/contract/faults';
import { readSecretFile, writeSecretFile } from './secretFile';

export { writeSecretFile };

/** A new data key: 32 random bytes as 64 hexadecimal digits. */
export const newKey = (): string => randomBytes(32).toString('hex');

/** The key in a text: 64 hexadecimal digits, white space around them. Throws Fault KEY_INVALID. */
export function parseKey(text: string): string {
  const key = text.trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(key)) return key;
  // The text is not repeated: a mistyped key is still most of a key.
  throw new Fault('KEY_INVALID', 'a data key is 64 hexadecimal digits', { length: key.length });
}

/** The key in a file. Throws Fault KEY_MISSING, KEY_INVALID (also when others may read the file). */
export function readKeyFile(path: string): string {
  const text = readSecretFile(path);
  try {
    return parseKey(text);
  } catch (cause) {
    throw new Fault('KEY_INVALID', `${path} holds no data key`, { file: path }, { cause });
  }
}

/**
 * Makes a key and writes it to a file for its owner alone; returns it. Where a file is there already
 * (another start was quicker) that one's key is returned. Throws Fault DISK, KEY_INVALID.
 */
export function createKeyFile(path: string): string {
  const key = newKey();
  return writeSecretFile(path, `${key}\n`) ? key : readKeyFile(path);
}

/**
 * Call before a new key is made. Throws Fault KEY_MISSING when a database (or what a crash left of
 * it) is there: a new key would not open it, and the old one may only be misplaced.
 */
export function refuseNewKeyOver(databaseFile: string): void {
  if (![databaseFile, `${databaseFile}-wal`].some((file) => existsSync(file))) return;
  throw new Fault('KEY_MISSING', `the key of ${databaseFile} is not there`, { file: databaseFile });
}

export interface KeyPlaces {
  /** Wins over the file: the value of FOYER_DB_KEY. */
  fromEnv: string | undefined;
  keyFile: string;
  databaseFile: string;
}

/**
 * The data key where there is no keychain: from the environment, else from the key file, which is
 * made when neither it nor the database is there. Throws Fault KEY_MISSING, KEY_INVALID, DISK.
 */
export function keyFromEnvOrFile({ fromEnv, keyFile, databaseFile }: KeyPlaces): string {
  if (fromEnv !== undefined && fromEnv !== '') return parseKey(fromEnv);
  if (existsSync(keyFile)) return readKeyFile(keyFile);
  refuseNewKeyOver(databaseFile);
  return createKeyFile(keyFile);
}
