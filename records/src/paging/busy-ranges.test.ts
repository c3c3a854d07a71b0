import { describe, expect, it } from 'vitest';
import { toEntry } from '../../test/test-entries.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { findBusyRanges } from './busy-ranges.ts';

const DAY = 86_400_000_000_000n;
const query = { area: 'audit', selector: '{bot_record_kind="audit"}', logql: '{bot_record_kind="audit"}' } as const;
const window = { startUnixNano: 10n * DAY, endUnixNano: 40n * DAY };
const audit = (time: bigint) => toEntry(time, { 'bot.record.kind': 'audit' });

describe('findBusyRanges', () => {
  it('finds the days that hold something, with room on both sides, newest first', async () => {
    const { client, requests } = createTestLoki([audit(12n * DAY + 5n), audit(30n * DAY + 5n), audit(31n * DAY + 5n)]);
    expect(await findBusyRanges(client, query, window)).toEqual([
      { startUnixNano: 29n * DAY, endUnixNano: 32n * DAY },
      { startUnixNano: 11n * DAY, endUnixNano: 13n * DAY },
    ]);
    expect(requests[0]).toMatchObject({
      path: 'index/volume_range',
      params: { query: '{bot_record_kind="audit"}', step: '86400', targetLabels: 'bot_record_kind' },
    });
  });

  it('finds nothing in an empty window', async () => {
    expect(await findBusyRanges(createTestLoki([]).client, query, window)).toEqual([]);
  });

  it('takes the whole window where the store cannot tell', async () => {
    const { client } = createTestLoki([], {
      beforeAnswer: () => {
        throw new Error('volume is disabled');
      },
    });
    expect(await findBusyRanges(client, query, window)).toEqual([window]);
  });

  it('stops when it is aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(findBusyRanges(createTestLoki([]).client, query, window, signal)).rejects.toThrow();
  });
});
