import { expect, test } from 'vitest';
import { downloadEnv, hasOwnRoute } from './officialElectron.mjs';
import { isFallbackFor } from './fallbackElectron.mjs';
import { isSource } from './steps/build.mjs';
import { isNewEnough } from './steps/node.mjs';
import { satisfies } from './steps/packages.mjs';
import { missingLibraries, missingNeeds } from './systemNeeds.mjs';

test('Node 20.19 and later are new enough', () => {
  expect(['20.19.0', '20.20.2', '22.1.0', '24.0.0'].every((v) => isNewEnough(v))).toBe(true);
  expect(['20.18.3', '18.20.4', '9.99.9'].some((v) => isNewEnough(v))).toBe(false);
});

const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-system': { version: '2.0.0', optional: true },
  },
};
const here = () => true;

test('what npm recorded satisfies the lockfile, optional packages or not', () => {
  const installed = { packages: { 'node_modules/a': { version: '1.0.0' } } };
  expect(satisfies(lock, installed, here)).toBe(true);
});

test('another version, a missing package, a deleted folder or no record do not', () => {
  const other = { packages: { 'node_modules/a': { version: '1.0.1' } } };
  const right = { packages: { 'node_modules/a': { version: '1.0.0' } } };
  expect(satisfies(lock, other, here)).toBe(false);
  expect(satisfies(lock, { packages: {} }, here)).toBe(false);
  expect(satisfies(lock, right, () => false)).toBe(false);
  expect(satisfies(lock, undefined, here)).toBe(false);
});

test('an optional package in another version does not satisfy the lockfile', () => {
  const installed = {
    packages: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/other-system': { version: '1.9.0' },
    },
  };
  expect(satisfies(lock, installed, here)).toBe(false);
});

const LDD = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibnss3.so => not found
`;

test('the libraries that were not found are read from ldd', () => {
  expect(missingLibraries(LDD)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
});

test('a complete system needs nothing', () => {
  const needs = { libraries: [], needsDisplay: true, needsCompiler: true, has: () => true };
  expect(missingNeeds(needs)).toEqual({ missing: [], packages: [] });
});

test('a bare system needs the libraries, a display and a compiler', () => {
  const needs = { libraries: ['libnss3.so'], needsDisplay: true, needsCompiler: true };
  const { missing, packages } = missingNeeds({ ...needs, has: () => false });
  expect(missing).toEqual(['libnss3.so', 'Xvfb', 'g++', 'make', 'python3']);
  expect(packages).toEqual(
    expect.arrayContaining(['libnss3', 'libgtk-3-0', 'xvfb', 'g++', 'make', 'python3']),
  );
});

test('with a display and a downloaded Electron neither Xvfb nor a compiler is asked for', () => {
  const needs = { libraries: [], needsDisplay: false, needsCompiler: false, has: () => false };
  expect(missingNeeds(needs).packages).toEqual([]);
});

test('a proxy or a mirror in the environment skips the probe of the release host', () => {
  expect(hasOwnRoute({ https_proxy: 'http://p' })).toBe(true);
  expect(hasOwnRoute({ ELECTRON_MIRROR: 'https://m/' })).toBe(true);
  expect(hasOwnRoute({ npm_config_electron_mirror: 'https://m/' })).toBe(true);
  expect(hasOwnRoute({ PATH: '/bin' })).toBe(false);
});

test("electron's installer is told to use a proxy that is set, unless told otherwise", () => {
  expect(downloadEnv({ HTTPS_PROXY: 'http://p' })).toMatchObject({
    ELECTRON_GET_USE_PROXY: 'true',
  });
  expect(downloadEnv({ HTTPS_PROXY: 'p', ELECTRON_GET_USE_PROXY: '' })).toMatchObject({
    ELECTRON_GET_USE_PROXY: '',
  });
  expect(downloadEnv({ PATH: '/bin' })).toEqual({ PATH: '/bin' });
});

test('there is a fallback for 64-bit Intel Linux only', () => {
  expect(isFallbackFor('linux', 'x64')).toBe(true);
  expect(isFallbackFor('linux', 'arm64')).toBe(false);
  expect(isFallbackFor('darwin', 'x64')).toBe(false);
});

test('tests and weights are no sources of the build', () => {
  expect(['main/a.test.ts', 'renderer/A.test.tsx', 'models/x.onnx'].some(isSource)).toBe(false);
  expect(['main/a.ts', 'models/manifest.json', 'renderer/latest.ts'].every(isSource)).toBe(true);
});
