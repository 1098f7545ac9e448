import { defineConfig } from '@playwright/test';

// One window at a time: the tests measure behaviour, not how two engines share two cores.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/fixtures/globalSetup.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // Long enough for two cores that others use too; what is fast is measured, not tested.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
});
