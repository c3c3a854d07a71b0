import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStoredUid } from '../record/stored-uid.ts';
import { toEntry } from '../../test/test-entries.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { readInstant } from './instant.ts';

const query = { area: 'records', selector: '{bot_record_kind="log"}', logql: '{bot_record_kind="log"}' } as const;
const at = (time: bigint, uid: string | undefined) =>
  toEntry(time, { 'bot.record.kind': 'log', 'log.record.uid': uid });

describe('readInstant', () => {
  it('finds every uid of a nanosecond that holds more than an answer', async () => {
    const uid = fc.string({ unit: fc.constantFrom('a', 'b', '-', '^', ']', 'é', '🌞'), minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(uid, { maxLength: 60 }), fc.integer({ min: 2, max: 6 }), async (named, limit) => {
        const uids = [...named, undefined];
        const entries = [...uids.map((own) => at(5n, own)), at(4n, 'before'), at(6n, 'after')];
        const { client } = createTestLoki(entries, { maxEntries: limit });
        const instant = await readInstant(client, query, 5n, { limit });
        expect(new Set(instant.entries.map(readStoredUid))).toEqual(new Set(uids));
        expect(instant.complete).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('says so when records without uid are too many to tell apart', async () => {
    const entries = [at(5n, 'a'), at(5n, undefined), at(5n, undefined), at(5n, undefined)];
    const { client } = createTestLoki(entries);
    const instant = await readInstant(client, query, 5n, { limit: 3 });
    expect(instant.complete).toBe(false);
    expect(instant.entries.map(readStoredUid)).toContain('a');
  });
});
