import { readFileSync } from 'node:fs';
import { decodeLogsRequest, type AttributeMap, type AttributeValue, type OtlpLogRecord } from '@botscope/otlp';
import { describe, expect, it } from 'vitest';
import { applyDefaults } from './apply-defaults.ts';
import { tenantOfRecord } from './tenant-of-record.ts';

type Plain = string | number | boolean;

interface Input {
  readonly records: readonly {
    readonly attributes: Readonly<Record<string, Plain>>;
    readonly severityNumber?: number;
    readonly eventName?: string;
  }[];
}

interface Arrival {
  readonly to: string;
  readonly attributes: Readonly<Record<string, Plain>>;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../collector/testdata/${name}.json`, import.meta.url), 'utf8'));

function toRecord({ attributes, severityNumber = 9, eventName = '' }: Input['records'][number]): OtlpLogRecord {
  const pairs = Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }));
  const request = {
    resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes: pairs, severityNumber, eventName }] }] }],
  };
  const decoded = decodeLogsRequest(Buffer.from(JSON.stringify(request)), 'application/json');
  const record = decoded.resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
  if (record === undefined) throw new Error('the request holds one record');
  return record;
}

function toAnyValue(value: Plain): object {
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}

const toPlain = (value: AttributeValue): unknown => (typeof value === 'bigint' ? Number(value) : value);

function toPlainMap(attributes: AttributeMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toPlain(value)]));
}

describe.each(['labels', 'routing'])('collector/testdata/%s', (folder) => {
  const { records } = read(`${folder}/input`) as Input;
  // What a real Collector made of the input, as `npm run check:backends` sees it.
  const stored = (read(`${folder}/expected`) as readonly Arrival[]).filter(({ to }) => to.startsWith('loki '));

  it.each(records.map((record) => [record.attributes['log.record.uid'], record] as const))(
    'record %s gets the attributes and the tenant that the Collector gives it',
    (uid, input) => {
      const arrival = stored.find(({ attributes }) => attributes['log.record.uid'] === uid);
      const record = applyDefaults(toRecord(input));
      expect({ to: `loki ${tenantOfRecord(record)}`, attributes: toPlainMap(record.attributes) }).toEqual({
        to: arrival?.to,
        attributes: arrival?.attributes,
      });
    },
  );
});

describe('applyDefaults', () => {
  it('leaves a record alone that has everything', () => {
    const record = toRecord({
      attributes: { 'bot.record.kind': 'step', 'bot.outcome': 'error', 'gen_ai.conversation.id': 'c' },
    });
    expect(applyDefaults(record)).toBe(record);
  });
});
