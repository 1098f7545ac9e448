import { safeStorage } from 'electron';

/** The operating system's own secret store. */
export interface Keychain {
  encrypt(text: string): Buffer;
  decrypt(sealed: Buffer): string;
}

/**
 * The keychain, or null where there is none. On Linux without a secret service Chromium falls back
 * to a password that is in its source code ("basic_text"): that is no keychain.
 */
export function openKeychain(): Keychain | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return null;
  }
  return {
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (sealed) => safeStorage.decryptString(sealed),
  };
}
