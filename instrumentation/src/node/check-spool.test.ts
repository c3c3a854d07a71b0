import { describe, expect, it } from 'vitest';
import { createTestDirectory } from '../testing/test-directory.ts';
import { checkSpool } from './check-spool.ts';

describe('checkSpool', () => {
  it('rejects when the disk has no room for another entry, naming directory and need', async () => {
    const directory = createTestDirectory();
    await checkSpool(directory);
    const error = await checkSpool(directory, Number.MAX_SAFE_INTEGER).catch((caught: unknown) => caught as Error);
    expect(error).toMatchObject({ code: 'AUDIT_SPOOL_FAILED' });
    expect(((error as Error).cause as Error).message).toContain(`${directory} has`);
  });
});
