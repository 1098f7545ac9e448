import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hasIntegrity, withPackage } from './registryPackage.mjs';

const CONTENT = 'the pinned content';
const integrity = `sha512-${createHash('sha512').update(CONTENT).digest('base64')}`;
const pin = { name: 'some-clips', version: '1.2.3', integrity };

let base;
let workDir;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'foyer-registry-'));
  workDir = path.join(base, 'work');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const fetchOf = (content) => async (_pin, folder) => {
  const file = path.join(folder, 'package.tgz');
  writeFileSync(file, content);
  return file;
};

test('a file with the pinned content has the integrity, one byte off has not', async () => {
  const file = path.join(base, 'file');
  writeFileSync(file, CONTENT);
  await expect(hasIntegrity(file, integrity)).resolves.toBe(true);
  writeFileSync(file, `${CONTENT}.`);
  await expect(hasIntegrity(file, integrity)).resolves.toBe(false);
});

test('an integrity of a weaker kind is not accepted', async () => {
  const file = path.join(base, 'file');
  writeFileSync(file, CONTENT);
  const sha1 = `sha1-${createHash('sha1').update(CONTENT).digest('base64')}`;
  await expect(hasIntegrity(file, sha1)).rejects.toThrow(/must be sha512/);
});

test('the pinned content is handed over, and gone afterwards', async () => {
  const use = vi.fn(async (file) => existsSync(file));
  const fetch = fetchOf(CONTENT);
  await expect(withPackage(pin, use, { fetch, workDir })).resolves.toBe(true);
  expect(existsSync(workDir)).toBe(false);
});

test('other content is refused by name, never handed over, and nothing is left behind', async () => {
  const use = vi.fn();
  const fetch = fetchOf('something else');
  await expect(withPackage(pin, use, { fetch, workDir })).rejects.toThrow(
    /some-clips@1\.2\.3 was refused/,
  );
  expect(use).not.toHaveBeenCalled();
  expect(existsSync(workDir)).toBe(false);
});

test('nothing is left behind when unpacking fails', async () => {
  const use = async () => {
    throw new Error('disk full');
  };
  const fetch = fetchOf(CONTENT);
  await expect(withPackage(pin, use, { fetch, workDir })).rejects.toThrow('disk full');
  expect(existsSync(workDir)).toBe(false);
});
