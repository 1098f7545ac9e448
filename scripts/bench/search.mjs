// npm run bench:search -- [options of `bench search`]: the same, with usearch beside it. The package is
// installed into .foyer/search, without running any of its scripts; it is no dependency.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runForeground } from '../lib/foreground.mjs';
import { root, statePath } from '../lib/paths.mjs';
import { projectNode, runNpm, tail } from '../lib/run.mjs';

const VERSION = '2.26.2';
const folder = statePath('search');

function installed() {
  const file = path.join(folder, 'node_modules/usearch/package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === VERSION;
}

if (!installed()) {
  mkdirSync(folder, { recursive: true });
  const wanted = { private: true, dependencies: { usearch: VERSION } };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(wanted));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  const { code, output } = await runNpm(args, { cwd: folder });
  if (code !== 0) console.error(`usearch could not be installed: ${tail(output, 3)}`);
}
const usearch = installed() ? ['--usearch', folder] : [];
const foyer = path.join(root, 'scripts/foyer.mjs');
const args = [foyer, 'bench', 'search', ...usearch, ...process.argv.slice(2)];
process.exitCode = await runForeground(projectNode(), args, { group: false });
