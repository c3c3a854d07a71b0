import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderAcceptedDifferences } from '../backends/conformance/engines/accepted-differences.ts';

const README = fileURLToPath(new URL('../backends/README.md', import.meta.url));

describe('renderAcceptedDifferences', () => {
  it('is the table that the README of the real backends has', () => {
    expect(readFileSync(README, 'utf8')).toContain(`\n${renderAcceptedDifferences()}\n`);
  });
});
