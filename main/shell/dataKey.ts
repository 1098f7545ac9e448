import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../preload/contract/faults';
import { DB_FILE, KEY_FILE } from '../dataDir';
import {
  createKeyFile,
  newKey,
  parseKey,
  readKeyFile,
  refuseNewKeyOver,
  writeSecretFile,
} from '../engine/security/key';
import type { Keychain } from './keychain';

export interface DataKey {
  keyHex: string;
  kind: 'keychain' | 'keyfile' | 'memory';
}

/** The data key sealed by the keychain; useless on another machine or to another user. */
const SEALED_FILE = 'foyer.key.sealed';

/** A key for data that is thrown away: never written anywhere. */
export const throwAwayKey = (): DataKey => ({ keyHex: newKey(), kind: 'memory' });

/**
 * The key of the database in `dir`: unsealed by the keychain, or read from its key file where there
 * is no keychain. Made at first start only. Throws KEY_MISSING when a database is there without its
 * key (a new key would lock it for ever), KEY_INVALID when the key cannot be read.
 */
export function openDataKey(dir: string, keychain: Keychain | null): DataKey {
  const sealedFile = join(dir, SEALED_FILE);
  const keyFile = join(dir, KEY_FILE);
  if (existsSync(sealedFile)) return { keyHex: unseal(sealedFile, keychain), kind: 'keychain' };
  if (existsSync(keyFile)) return { keyHex: readKeyFile(keyFile), kind: 'keyfile' };
  refuseNewKeyOver(join(dir, DB_FILE));
  if (!keychain) return { keyHex: createKeyFile(keyFile), kind: 'keyfile' };
  const keyHex = newKey();
  const first = writeSecretFile(sealedFile, keychain.encrypt(keyHex));
  return { keyHex: first ? keyHex : unseal(sealedFile, keychain), kind: 'keychain' };
}

function unseal(file: string, keychain: Keychain | null): string {
  if (!keychain) {
    throw new Fault('KEY_INVALID', `${file} is sealed by a keychain that does not answer`, {
      file,
    });
  }
  try {
    return parseKey(keychain.decrypt(readFileSync(file)));
  } catch (cause) {
    throw new Fault('KEY_INVALID', `the keychain does not open ${file}`, { file }, { cause });
  }
}
