import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTestDirectory, listFiles } from '../testing/test-directory.ts';
import { Quarantine } from './quarantine.ts';
import type { SendOutcome } from './send-outcome.ts';

const sent: SendOutcome = { kind: 'sent' };
const rejected: SendOutcome = { kind: 'rejected', reason: 'no' };

async function fill(...texts: readonly string[]): Promise<{ quarantine: Quarantine; directory: string }> {
  const directory = createTestDirectory();
  let name = 0;
  const quarantine = new Quarantine(directory, () => String(++name));
  for (const text of texts) await quarantine.keep(Buffer.from(text), `reason of ${text}`);
  return { quarantine, directory };
}

describe('Quarantine', () => {
  it('sends what it keeps again, oldest first, and forgets what is accepted', async () => {
    const { quarantine, directory } = await fill('a', 'b', 'c');
    const tried: string[] = [];
    const accepted = await quarantine.retry((request) => {
      const text = Buffer.from(request).toString();
      tried.push(text);
      return Promise.resolve(text === 'b' ? rejected : sent);
    });
    expect([tried, accepted]).toEqual([['a', 'b', 'c'], 2]);
    expect(
      listFiles(directory)
        .map((path) => readFileSync(path, 'utf8'))
        .sort(),
    ).toEqual(['b', 'reason of b\n']);
  });

  it('stops when the Collector does not answer', async () => {
    const { quarantine } = await fill('a', 'b');
    let tried = 0;
    expect(await quarantine.retry(() => Promise.resolve({ kind: 'retryable', reason: String(++tried) }))).toBe(0);
    expect(tried).toBe(1);
    expect(await quarantine.list()).toHaveLength(2);
  });
});
