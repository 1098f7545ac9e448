import { defineConfig } from '@playwright/test';

// npm run screens: photographs every screen into docs/screens/<language>/<name>.png.
export default defineConfig({
  testDir: 'screens',
  testMatch: '*.shots.ts',
  outputDir: '../test-results/screens',
  globalSetup: './fixtures/globalSetup.ts',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
});
