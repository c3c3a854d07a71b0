import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countPlaywright, countStage, countVitest } from './count-tests.mjs';

function write(report: object): string {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-report-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

describe('countVitest', () => {
  it.each([
    [
      { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 0 },
      { passed: 7, failed: 0 },
    ],
    [
      { numPassedTests: 7, numFailedTests: 2, numFailedTestSuites: 1 },
      { passed: 7, failed: 2 },
    ],
    [
      { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 1 },
      { passed: 7, failed: 1 },
    ],
  ])('counts %j as %j', (report, counts) => {
    expect(countVitest(write(report))).toEqual(counts);
  });

  it('counts a missing report as a failure', () => {
    expect(countVitest('/nowhere/vitest.json')).toEqual({ passed: 0, failed: 1 });
  });
});

describe('countPlaywright', () => {
  it('counts what was flaky or skipped as failed', () => {
    const stats = { expected: 9, unexpected: 1, flaky: 2, skipped: 3 };
    expect(countPlaywright(write({ stats }))).toEqual({ passed: 9, failed: 6 });
  });

  it.each(['/nowhere/playwright.json', undefined])('counts a report without numbers as a failure', (file) => {
    expect(countPlaywright(file ?? write({}))).toEqual({ passed: 0, failed: 1 });
  });
});

describe('countStage', () => {
  it('is the report of a program that ended well', () => {
    expect(countStage(true, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
  });

  it('has failed when its program has, whatever the report says', () => {
    expect(countStage(false, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 1 });
    expect(countStage(false, { passed: 3, failed: 2 })).toEqual({ passed: 3, failed: 2 });
  });

  it('is one test when it has no report', () => {
    expect([countStage(true), countStage(false)]).toEqual([
      { passed: 1, failed: 0 },
      { passed: 0, failed: 1 },
    ]);
  });
});
