import { describe, expect, it, vi } from 'vitest';
import { toLazyRecord } from './lazy-record.ts';
import type { StoredRow } from './stored-row.ts';
import { openTestStore, readAll, toNewRecord } from './test-records.ts';

describe('toLazyRecord', () => {
  it('reads attributes when metadata are asked for, once', () => {
    const readAttributes = vi.fn(() => '{"bot.step.id":"n1"}');
    const row = {
      ...{ timestampUnixNano: 1n, line: 'text', severityNumber: 9, severityText: 'INFO', traceId: '', spanId: '' },
      ...{ flags: 0, droppedAttributesCount: 0, observedTimestampUnixNano: 0n },
      stream: { labels: { service_name: 'bot' }, isShadowed: false },
      origin: { metadata: new Map() },
      get attributesJson() {
        return readAttributes();
      },
    } as unknown as StoredRow;
    const record = toLazyRecord(row);
    expect([record.line, record.labels]).toEqual(['text', { service_name: 'bot' }]);
    expect(readAttributes).not.toHaveBeenCalled();
    expect(record.metadata).toBe(record.metadata);
    expect(record.metadata['bot_step_id']).toBe('n1');
    expect(readAttributes).toHaveBeenCalledOnce();
  });

  it('gives metadata also after the scan that found the record has ended', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({ attributes: { 'bot.step.id': 'n1' } })]);
    const [record] = readAll(store.reader);
    expect(record?.metadata).toMatchObject({ bot_step_id: 'n1' });
  });
});
