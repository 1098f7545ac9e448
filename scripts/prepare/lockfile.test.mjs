import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.mjs';

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

/** Folders where Node would look for a package, from the asking one outwards. */
function* homes(asking, name) {
  for (let at = asking; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    yield `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (at === '') return;
  }
}

test('the lockfile names every package that npm ci will ask for, on every platform', () => {
  const missing = Object.entries(packages).flatMap(
    ([folder, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => ![...homes(folder, name)].some((home) => packages[home]))
        .map((name) => `${folder} asks for ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lockfile pins the content of every package that is installed on 64-bit Linux', () => {
  const installs = ({ os, cpu, libc }) =>
    (os?.includes('linux') ?? true) && (cpu?.includes('x64') ?? true) && !libc?.includes('musl');
  const unpinned = Object.entries(packages)
    .filter(([folder, entry]) => folder !== '' && installs(entry) && !entry.integrity)
    .map(([folder]) => folder);
  expect(unpinned).toEqual([]);
});
