import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataKey, throwAwayKey } from './dataKey';
import type { Keychain } from './keychain';

// A keychain that turns bytes over: enough to tell sealed from plain.
const keychain: Keychain = {
  encrypt: (text) => Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer,
  decrypt: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString(),
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'foyer-key-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('data key', () => {
  it('is made once and sealed by the keychain', () => {
    const first = openDataKey(dir, keychain);
    expect(first).toMatchObject({
      kind: 'keychain',
      keyHex: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(openDataKey(dir, keychain)).toEqual(first);
    expect(readFileSync(join(dir, 'foyer.key.sealed'), 'latin1')).not.toContain(first.keyHex);
    expect(existsSync(join(dir, 'foyer.key'))).toBe(false);
  });

  it('is a file for the owner alone where there is no keychain', () => {
    const first = openDataKey(dir, null);
    expect(first.kind).toBe('keyfile');
    expect(openDataKey(dir, null)).toEqual(first);
    expect(statSync(join(dir, 'foyer.key')).mode & 0o777).toBe(0o600);
  });

  it('stays in its file when a keychain turns up later', () => {
    const first = openDataKey(dir, null);
    expect(openDataKey(dir, keychain)).toEqual(first);
  });

  it('is never made anew over a database', () => {
    writeFileSync(join(dir, 'foyer.db'), 'x');
    for (const chain of [keychain, null]) {
      expect(() => openDataKey(dir, chain)).toThrow(
        expect.objectContaining({ code: 'KEY_MISSING' }),
      );
    }
  });

  it('says so when the keychain that sealed it is gone, or another', () => {
    openDataKey(dir, keychain);
    const other = { ...keychain, decrypt: () => 'not a key' };
    for (const chain of [null, other]) {
      expect(() => openDataKey(dir, chain)).toThrow(
        expect.objectContaining({ code: 'KEY_INVALID' }),
      );
    }
  });

  it('of thrown-away data is written nowhere and new each time', () => {
    expect(throwAwayKey().kind).toBe('memory');
    expect(throwAwayKey().keyHex).not.toBe(throwAwayKey().keyHex);
  });
});
