import { expect, test } from 'vitest';
import { playwrightTotals, sum, vitestTotals } from './totals.mjs';

const passedFile = { status: 'passed', assertionResults: [{}] };

test('a test file that does not load counts as one failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [passedFile, { status: 'failed', assertionResults: [] }],
  };
  expect(vitestTotals(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a flaky end-to-end test has passed, an error outside a test has failed', () => {
  const stats = { expected: 4, flaky: 1, unexpected: 1, skipped: 3 };
  expect(playwrightTotals({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test('runs are added up', () => {
  const one = { passed: 1, failed: 0, skipped: 2 };
  expect(sum([one, { passed: 3, failed: 1, skipped: 0 }])).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  });
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
