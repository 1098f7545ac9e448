import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashTree, readStamp, writeAtomic } from './stamp.mjs';

let base;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'foyer-stamp-'));
  mkdirSync(path.join(base, 'src/inner'), { recursive: true });
  writeFileSync(path.join(base, 'src/a.ts'), 'a');
  writeFileSync(path.join(base, 'src/inner/b.ts'), 'b');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const hash = (include) => hashTree(base, ['src', 'config.json'], include);

test('the hash is the same while nothing changes', () => {
  expect(hash()).toBe(hash());
});

test('a changed, renamed, added or removed file changes the hash', () => {
  const seen = new Set([hash()]);
  const changes = [
    () => writeFileSync(path.join(base, 'src/inner/b.ts'), 'B'),
    () => writeFileSync(path.join(base, 'src/c.ts'), ''),
    () => writeFileSync(path.join(base, 'config.json'), ''),
    () => rmSync(path.join(base, 'src/a.ts')),
  ];
  for (const change of changes) {
    change();
    seen.add(hash());
  }
  expect(seen.size).toBe(changes.length + 1);
});

test('content that moves from one file to the next changes the hash', () => {
  writeFileSync(path.join(base, 'src/a.ts'), 'ab');
  writeFileSync(path.join(base, 'src/inner/b.ts'), '');
  const before = hash();
  writeFileSync(path.join(base, 'src/a.ts'), 'a');
  writeFileSync(path.join(base, 'src/inner/b.ts'), 'b');
  expect(hash()).not.toBe(before);
});

test('a file that is not included does not count', () => {
  const include = (file) => !file.endsWith('.test.ts');
  const before = hash(include);
  writeFileSync(path.join(base, 'src/a.test.ts'), 'x');
  expect(hash(include)).toBe(before);
});

test('a stamp is read back without its line end, and undefined where there is none', () => {
  const file = path.join(base, 'deep/stamp');
  expect(readStamp(file)).toBeUndefined();
  writeAtomic(file, 'one\n');
  expect(readStamp(file)).toBe('one');
  expect(readdirSync(path.dirname(file))).toEqual(['stamp']);
});

test('a write that fails leaves no temporary file', () => {
  mkdirSync(path.join(base, 'taken/inside'), { recursive: true });
  expect(() => writeAtomic(path.join(base, 'taken'), 'x')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(base).toSorted()).toEqual(['src', 'taken']);
});
