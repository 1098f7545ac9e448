/** Passed, failed and skipped tests of one run. @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/**
 * Totals from vitest's JSON report. A test file that could not even be loaded has no tests to
 * count and is one failure.
 *
 * @returns {Totals}
 */
export function vitestTotals(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/**
 * Totals from Playwright's JSON report. A flaky test passed in the end; an error outside any test
 * (a spec that does not load, a global set-up) is one failure.
 *
 * @returns {Totals}
 */
export function playwrightTotals({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** The sum of several runs. @returns {Totals} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const one of all) for (const key of Object.keys(total)) total[key] += one[key];
  return total;
}
