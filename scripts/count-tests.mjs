// Test runners' reports as numbers of passed and failed tests.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number}} Counts */

const NO_REPORT = { passed: 0, failed: 1 };

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/**
 * Counts of vitest's JSON report; a file of tests that cannot be loaded is a failure.
 * @param {string} file
 * @returns {Counts}
 */
export function countVitest(file) {
  const report = readReport(file);
  if (!report) return NO_REPORT;
  return { passed: report.numPassedTests, failed: report.numFailedTests || report.numFailedTestSuites };
}

/**
 * Counts of Playwright's JSON report; what passed only when tried again, or was left out, is a failure.
 * @param {string} file
 * @returns {Counts}
 */
export function countPlaywright(file) {
  const stats = readReport(file)?.stats;
  if (!stats) return NO_REPORT;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/**
 * Counts of a stage: one whose program failed has failed, whatever its report says.
 * @param {boolean} ended Whether its program ended well.
 * @param {Counts} [counts] Of its report; without one the stage itself is what is counted.
 * @returns {Counts}
 */
export function countStage(ended, counts = { passed: ended ? 1 : 0, failed: 0 }) {
  return { passed: counts.passed, failed: ended ? counts.failed : Math.max(1, counts.failed) };
}
