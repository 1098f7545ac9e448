'use strict';

// Stands in for Electron's own default app, which repackaged distributions leave out: it makes
// `electron [-r module]... <folder> [args]` load the app in that folder. Packed into the fallback
// runtime as resources/default_app.asar.
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('electron');

function parse(argv) {
  const preload = [];
  for (let i = 0; i < argv.length; i += 1) {
    const arg = argv[i];
    if (arg === '-v' || arg === '--version') return { preload, version: true };
    if (arg === '-r' || arg === '--require') preload.push(argv[(i += 1)]);
    else if (!arg.startsWith('-')) return { preload, target: arg };
  }
  return { preload };
}

function load(target) {
  // Electron and Playwright both read this to tell `electron .` from a packaged app.
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const folder = path.resolve(target);
  const manifestFile = path.join(folder, 'package.json');
  const main = Module._resolveFilename(folder, null, true);
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    if (manifest.version) app.setVersion(manifest.version);
    app.name = manifest.productName ?? manifest.name ?? app.name;
    app.setAppPath(folder);
  } else {
    app.setAppPath(path.dirname(main));
  }
  Module._load(main, Module, true);
}

const { preload, target, version } = parse(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (target === undefined) {
  console.error('usage: electron [options] <folder> [arguments]');
  process.exit(2);
}
if (preload.length > 0) Module._preloadModules(preload);
load(target);
