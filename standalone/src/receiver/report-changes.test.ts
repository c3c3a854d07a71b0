import { describe, expect, it } from 'vitest';
import { reportChanges } from './report-changes.ts';

describe('reportChanges', () => {
  it('tells a text once a minute, and another one at once', () => {
    let now = 0;
    const told: string[] = [];
    const report = reportChanges(
      (text) => told.push(`${now} ${text}`),
      () => now,
    );
    for (const [at, text] of [
      [0, 'full'],
      [1, 'full'],
      [2, 'read-only'],
      [3, 'full'],
      [60_002, 'full'],
      [60_003, 'full'],
    ] as const) {
      now = at;
      report(text);
    }
    expect(told).toEqual(['0 full', '2 read-only', '3 full', '60003 full']);
  });
});
