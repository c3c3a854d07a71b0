import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileScan } from '../record-file.ts';
import type { LineText, ScanHints, StoredRecord, ValueTest } from '../record-reader.ts';
import { RecordLiveFile } from '../record-live-file.ts';
import { SqliteRecordFile } from '../sqlite-record-file.ts';
import { createTestDirectory, NOW_NANO, toMap, toNewRecord, type TestRecord } from '../test-records.ts';
import { sealDurably } from './seal-durably.ts';
import { SealedRecordFile } from './sealed-record-file.ts';

/** The same records in a file as it was written, and in one that was sealed. */
function openBoth(records: readonly TestRecord[]): {
  readonly written: SqliteRecordFile;
  readonly sealed: SealedRecordFile;
} {
  const directory = createTestDirectory();
  const [from, to] = [join(directory, '000001-2026-09-21.db'), join(directory, '000001-2026-09-21.sealed.db')];
  const live = new RecordLiveFile(from);
  live.begin();
  records.forEach((record, index) => live.append(toNewRecord(record), BigInt(index + 1)));
  live.commit();
  live.close();
  sealDurably(from, to);
  const files = { written: new SqliteRecordFile(from), sealed: new SealedRecordFile(to) };
  onTestFinished(() => {
    files.written.close();
    files.sealed.close();
  });
  return files;
}

const EVERYTHING: FileScan = { startUnixNano: 0n, endUnixNano: 2n ** 62n, direction: 'forward', hints: {} };
const readFile = (file: SqliteRecordFile | SealedRecordFile, scan: Partial<FileScan> = {}) =>
  [...file.scan({ ...EVERYTHING, ...scan })].map(({ id, timestampUnixNano, record }) => ({
    id,
    timestampUnixNano,
    labels: record.labels,
    metadata: record.metadata,
    line: record.line,
  }));

function countLabels(file: SqliteRecordFile | SealedRecordFile, edges: BigInt64Array): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  file.count(edges, ({ labels }, cell, count) => {
    const key = JSON.stringify([cell, Object.entries(labels)]);
    found.set(key, (found.get(key) ?? 0) + count);
  });
  return found;
}

const texts = [
  'refund',
  'REFUND.pdf',
  'ſtraße',
  'Kelvin',
  'Größe 100%',
  'ПРИВЕТ_мир',
  'İstanbul',
  'a\0refund',
  'x\ud800y',
  '😀😀😀',
  '"q" AND',
  '',
  'ab',
];
const text = fc.constantFrom(...texts);
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', '', 'c"d\\', 'long '.repeat(60)) },
  { weight: 1, arbitrary: fc.constantFrom(7n, 2n ** 63n - 1n, 1.5, true, null) },
  { weight: 1, arbitrary: fc.constant(toMap({ leaf: 'a', deep: toMap({ er: 5n }) })) },
  { weight: 1, arbitrary: fc.constant(['a', 'b']) },
);
const record: fc.Arbitrary<TestRecord> = fc.record({
  timestampUnixNano: fc.integer({ min: 0, max: 12 }).map((offset) => NOW_NANO + BigInt(offset)),
  observedTimestampUnixNano: fc.constantFrom(0n, 5n, 2n ** 64n - 1n),
  severityNumber: fc.constantFrom(0, 9, 17),
  severityText: fc.constantFrom('', 'INFO'),
  traceId: fc.constantFrom('', 'a'.repeat(32)),
  flags: fc.constantFrom(0, 2 ** 32 - 1),
  eventName: fc.constantFrom('', 'e'),
  body: fc.array(text, { maxLength: 3 }).map((parts) => parts.join('-')),
  resource: fc.constantFrom<Record<string, string>>(
    { 'service.name': 'bot' },
    { 'service.name': 'other', host_ip: 'a', bot_id: 'shadow' },
  ),
  attributes: fc.dictionary(
    fc.constantFrom('x', 'y', 'bot.id', 'bot.outcome', 'gen_ai.conversation.id', 'log.record.uid', 'service.name'),
    value,
  ),
});
const records = fc.array(record, { maxLength: 80 });

const name = fc.constantFrom(
  'x',
  'x_leaf',
  'x_deep_er',
  'bot_id',
  'bot_outcome',
  'service_name',
  'trace_id',
  'log_record_uid',
  'gen_ai_conversation_id',
  'host_ip',
  'bot_id_extracted',
  'severity_number',
  'observed_timestamp',
);
const hints: fc.Arbitrary<ScanHints> = fc.dictionary(
  name,
  fc.array(fc.constantFrom('a', 'b', '', '7', '5', 'true', 'bot', 'shadow', '["a","b"]', 'a'.repeat(32), '17'), {
    maxLength: 3,
  }),
  { maxKeys: 3 },
);
const lineText: fc.Arbitrary<LineText> = fc.record({
  text: fc.oneof(
    text,
    fc.constantFrom(
      'fund',
      'REFUND',
      'strasse',
      'straße',
      'kelvin',
      '\0ref',
      'nothing at all',
      'undefined',
      'GRÖẞE',
      'e 100%',
      'привет_',
      'K',
    ),
  ),
  ignoreCase: fc.boolean(),
});
const valueTest: fc.Arbitrary<ValueTest> = fc
  .tuple(name, fc.constantFrom('a', '', '7', 'o', 'long'))
  .chain(([key, part]) =>
    fc.constantFrom(
      { name: key, holds: (text: string) => text.includes(part) },
      { name: key, holds: (text: string) => text !== part },
      { name: key, holds: (text: string) => text > part },
    ),
  );
const scan: fc.Arbitrary<Partial<FileScan>> = fc.record(
  {
    startUnixNano: fc.integer({ min: -1, max: 13 }).map((offset) => NOW_NANO + BigInt(offset)),
    endUnixNano: fc.integer({ min: -1, max: 14 }).map((offset) => NOW_NANO + BigInt(offset)),
    direction: fc.constantFrom('forward' as const, 'backward' as const),
    hints,
    anyOf: fc.array(hints, { minLength: 1, maxLength: 3 }),
    tests: fc.array(fc.array(valueTest, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    lineTexts: fc.array(fc.array(lineText, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  },
  { requiredKeys: ['hints'] },
);

const meets = ({ labels, metadata }: StoredRecord, wanted: ScanHints) =>
  Object.entries(wanted).every(([key, values]) => values.includes(labels[key] ?? metadata[key] ?? ''));
const passes = ({ labels, metadata }: StoredRecord, { name: key, holds }: ValueTest) =>
  holds(labels[key] ?? metadata[key] ?? '');
const contains = (line: string, { text: wanted, ignoreCase }: LineText) =>
  ignoreCase ? new RegExp(wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'iu').test(line) : line.includes(wanted);

describe('SealedRecordFile', () => {
  it('answers every scan in order with all that meets it, and with nothing that the written file does not hold', () => {
    fc.assert(
      fc.property(records, fc.array(scan, { minLength: 5, maxLength: 20 }), (stored, scans) => {
        const { written, sealed } = openBoth(stored);
        for (const one of scans) {
          const held = readFile(written, { ...one, hints: {}, anyOf: [{}], tests: [], lineTexts: [] });
          const wanted = held.filter(
            (found) =>
              meets(found, one.hints ?? {}) &&
              (one.anyOf ?? [{}]).some((alternative) => meets(found, alternative)) &&
              (one.tests ?? []).every((item) => item.some((each) => passes(found, each))) &&
              (one.lineTexts ?? []).every((item) => item.some((each) => contains(found.line, each))),
          );
          const found = readFile(sealed, one);
          const ids = new Set(found.map(({ id }) => id));
          expect(found).toEqual(held.filter(({ id }) => ids.has(id)));
          expect(wanted.filter(({ id }) => !ids.has(id))).toEqual([]);
          const ofWritten = new Set(readFile(written, one).map(({ id }) => id));
          expect(wanted.filter(({ id }) => !ofWritten.has(id))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has the bounds, streams, volumes and arrivals of the written file', () => {
    const ids = fc.integer({ min: 0, max: 90 }).map(BigInt);
    fc.assert(
      fc.property(records, ids, ids, fc.integer({ min: 1, max: 90 }), (stored, afterId, lastId, limit) => {
        const { written, sealed } = openBoth(stored);
        expect(sealed.bounds()).toEqual(written.bounds());
        expect(sealed.lastId()).toBe(written.lastId());
        for (const [start, end] of [
          [0n, 2n ** 62n],
          [NOW_NANO + 3n, NOW_NANO + 7n],
        ] as const) {
          const keys = (file: typeof written | typeof sealed) =>
            file
              .streams(start, end)
              .map(({ key }) => key)
              .sort();
          expect(keys(sealed)).toEqual(keys(written));
          expect(sealed.volume(start, end)).toEqual(written.volume(start, end));
        }
        const accepts = ({ labels }: { labels: StoredRecord['labels'] }) => labels['service_name'] === 'bot';
        expect(sealed.arrivals(afterId, lastId, limit, accepts)).toEqual(
          written.arrivals(afterId, lastId, limit, accepts),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('counts records between any edges as they are, later edge included, and so does the written file', () => {
    const edges = fc.uniqueArray(fc.integer({ min: -2, max: 14 }), { minLength: 2 }).map((offsets) =>
      BigInt64Array.from(
        offsets.sort((left, right) => left - right),
        (offset) => NOW_NANO + BigInt(offset),
      ),
    );
    const longer = fc
      .tuple(records, fc.constantFrom(1, 20))
      .map(([some, times]) => Array<TestRecord[]>(times).fill(some).flat());
    fc.assert(
      fc.property(longer, fc.array(edges, { minLength: 3, maxLength: 8 }), (some, cuts) => {
        const stored = some.map((one, n) => ({ ...one, attributes: { ...one.attributes, n: BigInt(n) } }));
        const { written, sealed } = openBoth(stored);
        const held = readFile(written);
        for (const cut of cuts) {
          const naive = new Map<string, number>();
          for (const { timestampUnixNano, labels } of held) {
            const cell = cut.findIndex((edge) => edge >= timestampUnixNano) - 1;
            const key = JSON.stringify([cell, Object.entries(labels)]);
            if (cell >= 0) naive.set(key, (naive.get(key) ?? 0) + 1);
          }
          expect(countLabels(sealed, cut)).toEqual(naive);
          expect(countLabels(written, cut)).toEqual(naive);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('reads neither line nor metadata of a record before they are asked for', () => {
    const { sealed } = openBoth([{ body: 'a line' }]);
    const [found] = sealed.scan(EVERYTHING);
    const described = Object.getOwnPropertyDescriptors(found?.record);
    expect([described?.line?.get, described?.metadata?.get]).toEqual([expect.any(Function), expect.any(Function)]);
    expect(found?.record.line).toBe('a line');
  });

  it('finds a value among thousands of rows without reading the others', () => {
    const stored = Array.from({ length: 5_000 }, (_nothing, n) => ({
      timestampUnixNano: NOW_NANO + BigInt(n),
      body: `line number ${n}.`,
      attributes: { x: `value ${n % 1250}`, 'log.record.uid': `u-${n}` },
    }));
    const { sealed } = openBoth(stored);
    const numbersOf = (part: Partial<FileScan>) => readFile(sealed, part).map(({ id }) => Number(id) - 1);
    expect(numbersOf({ hints: { log_record_uid: ['u-4321'] } })).toEqual([4321]);
    expect(numbersOf({ hints: { x: ['value 7'] }, direction: 'backward' })).toEqual([3757, 2507, 1257, 7]);
    const endsWith7 = { name: 'x', holds: (text: string) => text.endsWith(' 7') };
    expect(numbersOf({ tests: [[endsWith7]] })).toEqual([7, 1257, 2507, 3757]);
    expect(numbersOf({ lineTexts: [[{ text: 'NUMBER 777.', ignoreCase: true }]] })).toContain(777);
    expect(numbersOf({ lineTexts: [[{ text: 'number 777.', ignoreCase: false }]] }).length).toBeLessThan(50);
    expect(numbersOf({ hints: { x: ['value 7'] }, lineTexts: [[{ text: '2507.', ignoreCase: false }]] })).toContain(
      2507,
    );
    expect(numbersOf({ startUnixNano: NOW_NANO + 2_047n, endUnixNano: NOW_NANO + 2_050n })).toEqual([2047, 2048, 2049]);
  });
});
