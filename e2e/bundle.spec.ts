import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures/foyer';
import { inRoot } from './fixtures/paths';

/** What a built file requires, and what the built files among those require in turn. */
function required(file: string, seen = new Set<string>()): Set<string> {
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
    /require\(["'`]([^"'`]+)["'`]\)/g,
  )) {
    const own = name.startsWith('.') ? path.resolve(path.dirname(file), name) : null;
    const key = own ?? name;
    if (seen.has(key)) continue;
    seen.add(key);
    if (own) required(own, seen);
  }
  return seen;
}

test('the built engine requires neither electron nor anything of the shell', () => {
  const needs = required(inRoot('out/main/engine.js'));
  expect([...needs]).toContain('onnxruntime-node');
  expect(needs.has('electron')).toBe(false);
  for (const file of [...needs].filter((name) => path.isAbsolute(name))) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/BrowserWindow|safeStorage/);
  }
});

test('the preload script is short and requires electron alone', () => {
  const source = readFileSync(inRoot('preload/index.ts'), 'utf8').trimEnd();
  expect(source.split('\n').length).toBeLessThan(40);
  expect([...required(inRoot('out/preload/index.js'))]).toEqual(['electron']);
});

test('the built window holds no schemas', () => {
  const files = readdirSync(inRoot('out/renderer'), { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const file of scripts) {
    expect(readFileSync(inRoot('out/renderer', file), 'utf8')).not.toMatch(/ZodError|_zod/);
  }
});
