import path from 'node:path';
import { build } from 'vite';
import { root } from './paths.mjs';

/**
 * Bundles one TypeScript entry with the engine code it imports into one file for Node. Packages stay
 * outside and are found from the repository's node_modules, so `outFile` must lie in the repository.
 *
 * @param {string} entry relative to the repository's root
 * @param {string} outFile absolute, ends in .mjs
 */
export async function bundle(entry, outFile) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.join(root, entry),
      outDir: path.dirname(outFile),
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'esm', entryFileNames: path.basename(outFile) } },
    },
  });
}
