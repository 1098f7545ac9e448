import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../preload/contract/faults';
import { KEY_FILE } from '../dataDir';
import { createKeyFile, parseKey, readKeyFile, refuseNewKeyOver } from '../engine/security/key';
import { openStore, type Store } from '../engine/store/store';
import type { Context } from './context';

/** The database that is meant: --db, else the app's own. */
export function databaseFile(context: Context): string {
  const file = context.databasePath;
  if (existsSync(file) && !statSync(file).isFile()) {
    throw new Fault('FILE_UNREADABLE', `${file} is not a file`, { file });
  }
  return file;
}

/** The database with its key, for a command that makes no new one. NOT_FOUND, KEY_*. */
export function existingDatabase(context: Context): { file: string; keyHex: string } {
  const file = databaseFile(context);
  if (!existsSync(file)) throw new Fault('NOT_FOUND', `there is no database at ${file}`, { file });
  return { file, keyHex: givenKey(context) ?? keyBeside(file) };
}

/** Opens a database that is there; it closes with the command. DB_*, KEY_*, NOT_FOUND. */
export function openDatabase(context: Context, { readonly }: { readonly: boolean }): Store {
  return closedLater(context, openStore({ ...existingDatabase(context), readonly }));
}

/** Opens the database for writing, making it, and a key file beside it, where there is none. */
export function openOrCreateDatabase(context: Context): Store {
  const file = databaseFile(context);
  if (existsSync(file)) return openDatabase(context, { readonly: false });
  const keyHex = givenKey(context) ?? newKeyBeside(context, file);
  context.note(`New database: ${file}`);
  return closedLater(context, openStore({ file, keyHex }));
}

function closedLater(context: Context, store: Store): Store {
  context.onClose(() => store.close());
  return store;
}

/** --key-file wins over FOYER_DB_KEY. */
function givenKey(context: Context): string | undefined {
  const { keyFile } = context.options;
  if (keyFile !== undefined) return readKeyFile(context.path(keyFile));
  const fromEnv = context.io.host.env.FOYER_DB_KEY;
  return fromEnv ? parseKey(fromEnv) : undefined;
}

function keyBeside(file: string): string {
  const keyFile = join(dirname(file), KEY_FILE);
  if (existsSync(keyFile)) return readKeyFile(keyFile);
  throw new Fault(
    'KEY_MISSING',
    `no key for ${file}: there is no ${KEY_FILE} beside it; pass --key-file or FOYER_DB_KEY ` +
      "(where the app keeps the key in the system's keychain, the command line cannot reach it)",
    { file, keyFile },
  );
}

function newKeyBeside(context: Context, file: string): string {
  const keyFile = join(dirname(file), KEY_FILE);
  if (existsSync(keyFile)) return readKeyFile(keyFile);
  refuseNewKeyOver(file);
  const keyHex = createKeyFile(keyFile);
  context.note(
    `New key: ${keyFile} (readable by you only; without it the database cannot be opened)`,
  );
  return keyHex;
}
