import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createKeyFile,
  keyFromEnvOrFile,
  newKey,
  parseKey,
  readKeyFile,
  writeSecretFile,
} from './key';

const KEY = '0f'.repeat(32);
let dir: string;
let keyFile: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'foyer-key-'));
  keyFile = join(dir, 'foyer.key');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const mode = (path: string) => statSync(path).mode & 0o777;

describe('data key', () => {
  it('is 64 hexadecimal digits and never the same twice', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{64}$/);
    expect(newKey()).not.toBe(newKey());
  });

  it('is read with white space around it and in capitals', () => {
    expect(parseKey(`  ${KEY.toUpperCase()}\n`)).toBe(KEY);
  });

  it.each(['', 'abc', 'g'.repeat(64), KEY.slice(1), `${KEY}0`])('is refused as %o', (text) => {
    expect(() => parseKey(text)).toThrow(fault('KEY_INVALID'));
  });

  it('is not repeated in the message that refuses it', () => {
    const refusal = (() => {
      try {
        return parseKey(`${KEY.slice(0, 63)}x`);
      } catch (error) {
        return JSON.stringify(error) + String(error);
      }
    })();
    expect(refusal).toContain('64 hexadecimal digits');
    expect(refusal).not.toContain(KEY.slice(0, 16));
  });
});

describe('key file', () => {
  it('is made for its owner alone, in a folder for its owner alone, and read back', () => {
    const nested = join(dir, 'data', 'foyer.key');
    const key = createKeyFile(nested);
    expect(readKeyFile(nested)).toBe(key);
    expect(readdirSync(join(dir, 'data'))).toEqual(['foyer.key']);
    if (process.platform === 'win32') return;
    expect(mode(nested)).toBe(0o600);
    expect(mode(join(dir, 'data'))).toBe(0o700);
  });

  it('is never replaced: a second start gets the first one', () => {
    const key = createKeyFile(keyFile);
    expect(createKeyFile(keyFile)).toBe(key);
    expect(writeSecretFile(keyFile, 'other')).toBe(false);
    expect(readKeyFile(keyFile)).toBe(key);
  });

  it.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o660, 0o644])(
    'is refused when others may read it (%o), naming what to do',
    (bits) => {
      createKeyFile(keyFile);
      chmodSync(keyFile, bits);
      expect(() => readKeyFile(keyFile)).toThrow(fault('KEY_INVALID'));
      expect(() => readKeyFile(keyFile)).toThrow(`chmod 600 '${keyFile}'`);
    },
  );

  it('is missed by name, and refused when it holds something else or is a folder', () => {
    expect(() => readKeyFile(keyFile)).toThrow(fault('KEY_MISSING'));
    writeFileSync(keyFile, 'no key', { mode: 0o600 });
    expect(() => readKeyFile(keyFile)).toThrow(fault('KEY_INVALID'));
    chmodSync(dir, 0o700);
    expect(() => readKeyFile(dir)).toThrow(fault('KEY_INVALID'));
  });

  it('that cannot be written says so', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => createKeyFile(join(dir, 'file', 'foyer.key'))).toThrow(fault('DISK'));
  });
});

describe('where the key comes from', () => {
  const places = (fromEnv?: string) => ({
    fromEnv,
    keyFile,
    databaseFile: join(dir, 'foyer.db'),
  });

  it('the environment wins over the file', () => {
    createKeyFile(keyFile);
    expect(keyFromEnvOrFile(places(KEY))).toBe(KEY);
  });

  it('without either, a file is made, once', () => {
    const key = keyFromEnvOrFile(places());
    expect(readFileSync(keyFile, 'utf8')).toBe(`${key}\n`);
    expect(keyFromEnvOrFile(places(''))).toBe(key);
  });

  it.each(['foyer.db', 'foyer.db-wal'])(
    'no key is made over a database that is there (%s)',
    (name) => {
      writeFileSync(join(dir, name), 'sealed');
      expect(() => keyFromEnvOrFile(places())).toThrow(fault('KEY_MISSING'));
      expect(readdirSync(dir)).toEqual([name]);
    },
  );
});
