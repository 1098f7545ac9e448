import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import electronPath from './electronPath.cjs';

const { FALLBACK_VERSION } = electronPath;

let base;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'foyer-electron-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function put(file, content) {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  writeFileSync(path.join(base, file), content);
}
function putOfficial({ version = '45.4.1', installed = 'v45.4.1' } = {}) {
  put('node_modules/electron/package.json', JSON.stringify({ version }));
  put('node_modules/electron/dist/version', installed);
  put('node_modules/electron/path.txt', 'electron');
}
const find = (env = {}) => electronPath.findElectron(base, env);

test('there is none where nothing was prepared', () => {
  expect(find()).toBeUndefined();
});

test('the official one comes before the fallback', () => {
  put('.foyer/electron/version', `${FALLBACK_VERSION}\n`);
  expect(find()?.kind).toBe('fallback');
  putOfficial();
  expect(find()?.kind).toBe('official');
});

test('an official one that was cut off while unpacking does not count', () => {
  putOfficial();
  rmSync(path.join(base, 'node_modules/electron/path.txt'));
  expect(find()).toBeUndefined();
});

test('an official one of another version does not count', () => {
  putOfficial({ installed: '44.0.0' });
  expect(find()).toBeUndefined();
});

test('a fallback without its version file does not count', () => {
  put('.foyer/electron/electron', '');
  expect(find()).toBeUndefined();
});

test('a distribution named in the environment comes before all others', () => {
  putOfficial();
  const found = find({ ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' });
  expect(found).toMatchObject({ kind: 'override', dist: '/opt/electron' });
});
