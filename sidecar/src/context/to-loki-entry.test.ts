import { decodeLogsRequest } from '@botscope/otlp';
import { parseRecord } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { failingTurn, toOtlpJson, toStored } from '../../tests/story.ts';
import { toLokiEntry } from './to-loki-entry.ts';

describe('toLokiEntry', () => {
  it('gives a forwarded record the shape in which the store gives it', () => {
    for (const record of failingTurn()) {
      const { resourceLogs } = decodeLogsRequest(Buffer.from(toOtlpJson([record])), 'application/json');
      const [group] = resourceLogs;
      const [otlp] = group?.scopeLogs[0]?.logRecords ?? [];
      if (group === undefined || otlp === undefined) throw new Error('nothing was decoded');
      expect(toLokiEntry(otlp, group.resource)).toEqual(toStored(record));
    }
  });

  it('keeps integers exact, texts of other types, and names that mean something to objects', () => {
    const value = (attributes: unknown): string =>
      JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes, eventName: 'bot.api.call' }] }] }] });
    const attributes = [
      { key: 'big', value: { intValue: '9007199254740993' } },
      { key: 'yes', value: { boolValue: true } },
      { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '1' }] } } },
      { key: '__proto__', value: { stringValue: 'p' } },
    ];
    const request = decodeLogsRequest(Buffer.from(value(attributes)), 'application/json');
    const record = request.resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
    if (record === undefined) throw new Error('nothing was decoded');
    const { metadata } = toLokiEntry(record, { attributes: {}, droppedAttributesCount: 0 });
    expect(Object.entries(metadata)).toEqual([
      ['big', '9007199254740993'],
      ['yes', 'true'],
      ['list', '["a","1"]'],
      ['__proto__', 'p'],
      ['bot_event', 'bot.api.call'],
    ]);
    expect(parseRecord(toStored(failingTurn()[0]))).toMatchObject({ type: 'api-call', statusCode: 500, botId: '42' });
  });
});
