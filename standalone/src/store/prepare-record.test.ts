import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toOrigin } from './origin.ts';
import { DEFAULT_RECORD_LIMITS, prepareRecord } from './prepare-record.ts';
import {
  NOW_MILLIS,
  NOW_NANO,
  toMap,
  toNewRecord,
  toOtlpRecord,
  toTestResource,
  type TestRecord,
} from './test-records.ts';

const SCOPE = { name: '', version: '', attributes: toMap({}), droppedAttributesCount: 0 };

function reasonOf(parts: TestRecord): string | undefined {
  const prepared = prepareRecord('bots', toOrigin(toTestResource(), SCOPE), toOtlpRecord(parts), NOW_MILLIS);
  return 'reason' in prepared ? prepared.reason : undefined;
}

describe('prepareRecord', () => {
  it('makes index labels of the attributes that Loki indexes, and of nothing else', () => {
    const record = toNewRecord({
      resource: {
        'service.name': 's',
        'service.namespace': 'n',
        'deployment.environment.name': 'e',
        'service.version': '1',
      },
      attributes: {
        'bot.record.kind': 'api',
        'bot.outcome': 'error',
        'bot.id': 7n,
        'bot.retention': 'pinned',
        other: 'x',
      },
    });
    expect(record.stream.labels).toEqual(
      toMap({
        service_name: 's',
        service_namespace: 'n',
        deployment_environment_name: 'e',
        bot_record_kind: 'api',
        bot_outcome: 'error',
        bot_id: '7',
        bot_retention: 'pinned',
      }),
    );
  });

  it('has any environment name as an index label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (environment) => {
        const record = toNewRecord({ resource: { 'deployment.environment.name': environment } });
        expect(record.stream.labels['deployment_environment_name']).toBe(environment);
      }),
    );
  });

  it.each([
    ['absent', {}],
    ['empty', { 'service.name': '' }],
  ])('calls the service of a record unknown_service when its name is %s', (_, resource) => {
    expect(toNewRecord({ resource }).stream.labels).toEqual(toMap({ service_name: 'unknown_service' }));
  });

  it.each([
    ['bots', {}],
    ['api-success', { 'bot.record.kind': 'api', 'bot.outcome': 'success' }],
    ['api-error', { 'bot.record.kind': 'api', 'bot.outcome': 'error' }],
    ['audit', { 'bot.record.kind': 'audit' }],
    ['pinned', { 'bot.record.kind': 'audit', 'bot.retention': 'pinned' }],
  ])('puts a record into the retention class %s', (name, attributes) => {
    expect(toNewRecord({ attributes }).stream.retentionClass).toBe(name);
  });

  it('takes the observed time of a record without a time, else the time of arrival', () => {
    const observed = toNewRecord({ timestampUnixNano: 0n, observedTimestampUnixNano: 5n });
    // Loki does not tell it a second time.
    expect(observed).toMatchObject({ timestampUnixNano: 5n, observedTimestampUnixNano: 0n });
    expect(toNewRecord({ timestampUnixNano: 0n }).timestampUnixNano).toBe(NOW_NANO);
  });

  it('takes a line of exactly the longest size and rejects one byte more', () => {
    const longest = 'é'.repeat(DEFAULT_RECORD_LIMITS.maxLineBytes / 2);
    expect(reasonOf({ body: longest })).toBeUndefined();
    expect(reasonOf({ body: `${longest}x` })).toBe('its body has 1048577 bytes, at most 1048576 are stored');
  });

  it('takes 65,000 bytes of metadata and rejects more than 65,536, counted in UTF-8', () => {
    expect(reasonOf({ attributes: { a: 'é'.repeat(32_500) } })).toBeUndefined();
    expect(reasonOf({ attributes: { a: 'é'.repeat(32_768) } })).toBe(
      'its attributes have 65537 bytes, at most 65536 are stored',
    );
  });

  it('takes 121 attributes and rejects 129', () => {
    const attributes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, 'x']));
    expect(reasonOf({ attributes: attributes(121) })).toBeUndefined();
    expect(reasonOf({ attributes: attributes(129) })).toMatch(/^it has \d+ attributes .*, at most 128 are stored$/);
  });

  it('takes a record a day ahead of the clock and rejects one of tomorrow', () => {
    const hours = (count: bigint) => NOW_NANO + count * 3_600_000_000_000n;
    expect(reasonOf({ timestampUnixNano: hours(26n) })).toBeUndefined();
    expect(reasonOf({ timestampUnixNano: hours(26n) + 1n })).toMatch(/more than 26 hours ahead/);
    expect(reasonOf({ timestampUnixNano: 2n ** 64n - 1n })).toMatch(/more than 26 hours ahead/);
  });
});
