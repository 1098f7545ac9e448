import { configDefaults, defineConfig } from 'vitest/config';

/** Whole databases, real models, child processes: seconds each. `npm test` runs them, `npm run check` does not. */
const slow = [
  'main/engine/engine.test.ts',
  'main/engine/store/{damage,crash,events}.test.ts',
  'main/engine/evaluate/replay.test.ts',
  'main/engine/providers/webgpu.test.ts',
  'main/cli/{evaluate,images,people}.test.ts',
];

export default defineConfig(({ mode }) => ({
  test: {
    include: ['{main,preload,renderer,scripts}/**/*.test.{ts,tsx,mjs}'],
    exclude: [...configDefaults.exclude, ...(mode === 'quick' ? slow : [])],
    testTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['main/engine/{match,vision,store}/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'coverage',
    },
  },
}));
