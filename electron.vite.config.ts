import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { woff2Only } from './renderer/styles/woff2Only';

const at = (path: string) => resolve(import.meta.dirname, path);
const external = [/^node:/, 'electron', 'onnxruntime-node', 'better-sqlite3', '@napi-rs/image'];

// CommonJS and these targets, so that one build runs on the current Electron and on the older
// runtime that stands in for it where it cannot be downloaded (docs/decisions/0002).
export default defineConfig({
  main: {
    build: {
      target: 'node18',
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          index: at('main/index.ts'),
          engine: at('main/engine/entry.ts'),
          cli: at('main/cli.ts'),
          trial: at('main/engine/providers/trialMain.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      outDir: 'out/preload',
      rolldownOptions: {
        external: ['electron'],
        input: { index: at('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [woff2Only(), react()],
    build: {
      target: 'chrome114',
      minify: true,
      assetsInlineLimit: 0, // fonts as files: no data: address in the content policy
      outDir: at('out/renderer'),
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
