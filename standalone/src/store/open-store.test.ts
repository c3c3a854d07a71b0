import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRecordReader } from './open-record-reader.ts';
import { openStore } from './open-store.ts';
import type { ScanHints, StoredRecord } from './record-reader.ts';
import { recordSeriesDirectory } from './store-files.ts';
import { StoreError } from './store-error.ts';
import {
  createTestDirectory,
  NOW_MILLIS,
  NOW_NANO,
  openTestStore,
  readAll,
  toMap,
  toNewRecord,
  type TestRecord,
} from './test-records.ts';

const DAY_MILLIS = 86_400_000;
const lines = (records: readonly StoredRecord[]) => records.map((record) => record.line);
const dbFiles = (directory: string) => readdirSync(directory).filter((name) => name.endsWith('.db'));

describe('appendRecords', () => {
  it('has a record readable as Loki would show it once it resolves', async () => {
    const store = openTestStore();
    await store.appendRecords([
      toNewRecord({
        observedTimestampUnixNano: 2n ** 64n - 1n,
        severityNumber: 17,
        severityText: 'ERROR',
        traceId: '0af7651916cd43dd8448eb211c80319c',
        spanId: 'b7ad6b7169203331',
        flags: 1,
        body: toMap({ b: 1n, a: [true] }),
        resource: {
          'service.name': 'bot',
          'service.version': '1',
          'host.name': 'h',
          'process.pid': 7n,
          'telemetry.sdk.name': 't',
        },
        attributes: {
          'bot.id': 'b',
          'a.b-c': 2.5,
          '9': 1n,
          nested: toMap({ x: toMap({ 'y.z': 'deep' }), n: 1n }),
          list: ['x', 1n],
          ['__proto__']: 'p',
        },
      }),
    ]);
    const [record] = readAll(store.reader);
    expect(record).toEqual({
      timestampUnixNano: NOW_NANO,
      labels: toMap({ service_name: 'bot', bot_id: 'b' }),
      metadata: toMap({
        service_version: '1',
        scope_name: 'scope',
        a_b_c: '2.5',
        key_9: '1',
        nested_x_y_z: 'deep',
        nested_n: '1',
        list: '["x",1]',
        ['__proto__']: 'p',
        observed_timestamp: '18446744073709551615',
        severity_number: '17',
        severity_text: 'ERROR',
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        span_id: 'b7ad6b7169203331',
        flags: '1',
        detected_level: 'error',
      }),
      line: '{"a":[true],"b":1}',
    });
    expect(Object.getPrototypeOf(record?.metadata)).toBeNull();
  });

  it('keeps any line exactly', async () => {
    const store = openTestStore();
    const texts = ['', '\0a\0', '\ufeffx', 'Zoë 🌞\r\n', "';DROP TABLE records"];
    await store.appendRecords(texts.map((body, i) => toNewRecord({ body, timestampUnixNano: BigInt(i) + 1n })));
    expect(lines(readAll(store.reader, { direction: 'forward' }))).toEqual(texts);
  });

  it('keeps tenants apart', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({ body: 'b' }), toNewRecord({ body: 'a', tenant: 'audit' })]);
    expect(lines(readAll(store.reader))).toEqual(['b']);
    expect(lines(readAll(store.reader, { tenant: 'audit' }))).toEqual(['a']);
    expect(lines(readAll(store.reader, { tenant: 'api' }))).toEqual([]);
  });

  it.each<[string, TestRecord, number]>([
    ['the same record', {}, 1],
    ['another line', { body: 'other' }, 2],
    ['another time', { timestampUnixNano: NOW_NANO + 1n }, 2],
    ['another attribute', { attributes: { a: 'y' } }, 2],
    ['another label', { attributes: { a: 'x', 'bot.id': 'b' } }, 2],
    ['another observed time', { observedTimestampUnixNano: 2n }, 2],
    ['another resource attribute', { resource: { 'service.name': 'bot', 'service.version': '2' } }, 2],
  ])('stores a record once when it comes again, and twice with %s', async (_, change, count) => {
    const store = openTestStore();
    const first = { attributes: { a: 'x' }, observedTimestampUnixNano: 1n };
    await store.appendRecords([toNewRecord(first)]);
    await store.appendRecords([toNewRecord({ ...first, ...change })]);
    expect(readAll(store.reader)).toHaveLength(count);
    expect(store.reader.volume('bots', 0n, 2n ** 62n).reduce((sum, one) => sum + one.records, 0)).toBe(count);
  });

  it('stores different records whose checksums collide', async () => {
    const store = openTestStore();
    const bodies = ['plumless', 'buckeroo', 'plumless'];
    await store.appendRecords(bodies.map((body) => toNewRecord({ body })));
    expect(lines(readAll(store.reader)).sort()).toEqual(['buckeroo', 'plumless']);
  });

  it('gives its records to a reader in another thread as soon as it resolves', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({ body: 'first' })]);
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
       import(workerData.moduleUrl).then(({ openRecordReader }) => {
         const reader = openRecordReader(workerData.dataDirectory);
         parentPort.on('message', () => parentPort.postMessage([...reader.scan({
           tenant: 'bots', startUnixNano: 0n, endUnixNano: 2n ** 62n, direction: 'forward', hints: {} })].map((r) => r.line)));
         parentPort.postMessage('ready');
       });`,
      {
        eval: true,
        execArgv: ['--conditions=@botscope/source'],
        workerData: {
          dataDirectory: store.dataDirectory,
          moduleUrl: new URL('./open-record-reader.ts', import.meta.url).href,
        },
      },
    );
    const next = () => new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(await next()).toBe('ready');
    for (const [count, body] of ['second', 'third'].entries()) {
      await store.appendRecords([toNewRecord({ body, timestampUnixNano: NOW_NANO + BigInt(count) + 1n })]);
      worker.postMessage('read');
      expect(await next()).toEqual(['first', 'second', 'third'].slice(0, count + 2));
    }
    await worker.terminate();
  });

  it('is refused after the store is closed', async () => {
    const store = openTestStore();
    store.close();
    await expect(store.appendRecords([toNewRecord({})])).rejects.toThrow('the store is closed');
  });
});

describe('scan', () => {
  const records = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 6 }),
      tenant: fc.constantFrom('bots', 'api'),
      kind: fc.constantFrom('api', 'step', 'log'),
      outcome: fc.constantFrom('success', 'error', ''),
      conversation: fc.constantFrom('c1', 'c2', ''),
      session: fc.constantFrom('c1', 's1', ''),
      method: fc.constantFrom('GET', 'POST', '<', ''),
      version: fc.constantFrom('GET', '1'),
      shadow: fc.constantFrom('step', ''),
    }),
    { maxLength: 40 },
  );
  const hints = fc.dictionary(
    fc.constantFrom(
      'bot_outcome',
      'bot_record_kind',
      'gen_ai_conversation_id',
      'session_id',
      'method',
      'service_version',
      'severity_number',
    ),
    fc.uniqueArray(fc.constantFrom('c1', 's1', 'GET', '<', 'error', 'step', '', '9', '[1]'), {
      minLength: 1,
      maxLength: 3,
    }),
    { maxKeys: 3 },
  );

  it('gives every record that meets the hints, in order, from any number of files', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        hints,
        fc.option(fc.array(hints, { maxLength: 2 })),
        fc.integer({ min: 2, max: 20 }),
        async (list, wanted, anyOf, maxRowsPerFile) => {
          const dataDirectory = createTestDirectory();
          const store = openStore({
            dataDirectory,
            clock: () => NOW_MILLIS,
            limits: { maxRowsPerFile, groupCommitMillis: 0 },
          });
          const prepared = list.map((one, index) =>
            toNewRecord({
              tenant: one.tenant,
              timestampUnixNano: NOW_NANO + BigInt(one.at),
              body: String(index),
              resource: { 'service.name': 'bot', 'service.version': one.version },
              attributes: withoutEmpty({
                'bot.record.kind': one.kind,
                'bot.outcome': one.outcome,
                'gen_ai.conversation.id': one.conversation,
                'session.id': one.session,
                method: one.method,
                bot_outcome: one.shadow,
              }),
            }),
          );
          for (let i = 0; i < prepared.length; i += 8) await store.appendRecords(prepared.slice(i, i + 8));
          const scan = {
            hints: wanted,
            ...(anyOf === null ? {} : { anyOf }),
            startUnixNano: NOW_NANO + 1n,
            endUnixNano: NOW_NANO + 6n,
          };
          const matches = (record: StoredRecord) =>
            meets(record, wanted) && (anyOf === null || anyOf.some((one) => meets(record, one)));
          const expected = list
            .map((one, index) => ({ ...one, line: String(index) }))
            .filter((one) => one.tenant === 'bots' && one.at >= 1 && one.at < 6)
            .sort((left, right) => left.at - right.at)
            .map((one) => one.line);
          const all = readAll(store.reader, { ...scan, hints: {}, anyOf: [{}], direction: 'forward' });
          expect(lines(all)).toEqual(expected);
          const found = readAll(store.reader, { ...scan, direction: 'forward' });
          expect(lines(found.filter(matches))).toEqual(lines(all.filter(matches)));
          expect(lines(readAll(store.reader, scan))).toEqual(lines(found).reverse());
          store.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  function withoutEmpty(attributes: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  }

  /** Both readings of a name that is label and metadata at once are allowed. */
  function meets(record: StoredRecord, wanted: ScanHints): boolean {
    return Object.entries(wanted).every(
      ([name, values]) =>
        values.includes(record.metadata[name] ?? record.labels[name] ?? '') ||
        values.includes(record.labels[name] ?? record.metadata[name] ?? ''),
    );
  }

  it('reads no more than it is asked for', async () => {
    const store = openTestStore();
    await store.appendRecords(
      Array.from({ length: 1000 }, (_, i) => toNewRecord({ body: String(i), timestampUnixNano: NOW_NANO + BigInt(i) })),
    );
    const scan = store.reader.scan({
      tenant: 'bots',
      startUnixNano: 0n,
      endUnixNano: 2n ** 62n,
      direction: 'backward',
      hints: {},
    });
    const found: string[] = [];
    for (const record of scan) if (found.push(record.line) === 450) break;
    expect(found).toEqual(Array.from({ length: 450 }, (_, i) => String(999 - i)));
    await store.appendRecords([toNewRecord({ body: 'later' })]);
  });

  it('narrows a conversation by its index', async () => {
    const store = openTestStore();
    await store.appendRecords(
      Array.from({ length: 500 }, (_, i) =>
        toNewRecord({
          body: String(i),
          timestampUnixNano: NOW_NANO + BigInt(i),
          attributes: { 'gen_ai.conversation.id': `c${i % 50}` },
        }),
      ),
    );
    expect(readAll(store.reader, { hints: { gen_ai_conversation_id: ['c7'] } })).toHaveLength(10);
    const either: ScanHints[] = [{ gen_ai_conversation_id: ['c7'] }, { session_id: ['c7'] }];
    expect(readAll(store.reader, { anyOf: either })).toHaveLength(10);
  });
});

describe('series and volume', () => {
  const HOUR = 3_600_000_000_000n;
  const base = (NOW_NANO / HOUR) * HOUR;

  it('know the streams and hourly counts of any range', async () => {
    const store = openTestStore();
    const at = [base - 1n, base, base + 5n, base + HOUR, base + 3n * HOUR - 1n];
    await store.appendRecords(
      at.map((timestampUnixNano, i) =>
        toNewRecord({ timestampUnixNano, body: 'x'.repeat(i), attributes: { 'bot.id': `b${i}` } }),
      ),
    );
    const bots = (start: bigint, end: bigint) =>
      store.reader
        .series('bots', start, end)
        .map((labels) => labels['bot_id'])
        .sort();
    for (let from = 0; from < at.length; from += 1) {
      for (let to = from; to < at.length; to += 1) {
        const expected = at.slice(from, to + 1).map((_, i) => `b${from + i}`);
        expect(bots(at[from] ?? 0n, (at[to] ?? 0n) + 1n)).toEqual(expected);
      }
    }
    expect(bots(base + 6n, base + HOUR)).toEqual([]);
    const volume = store.reader.volume('bots', base, base + HOUR);
    expect(volume.map(({ hourUnixNano, labels, records }) => [hourUnixNano, labels['bot_id'], records])).toEqual([
      [base, 'b1', 1],
      [base, 'b2', 1],
    ]);
  });
});

describe('files', () => {
  it('begin anew with a UTC day, late records included, and merge when read', async () => {
    let now = NOW_MILLIS;
    const store = openTestStore({ clock: () => now });
    await store.appendRecords([toNewRecord({ body: 'today' })]);
    now += DAY_MILLIS;
    await store.appendRecords([
      toNewRecord({ body: 'tomorrow', timestampUnixNano: NOW_NANO + 86_400_000_000_000n }),
      toNewRecord({ body: 'late', timestampUnixNano: NOW_NANO - 1n }),
    ]);
    expect(dbFiles(recordSeriesDirectory(store.dataDirectory, 'bots', 'bots'))).toEqual([
      '000001-2026-09-21.db',
      '000002-2026-09-22.db',
    ]);
    expect(lines(readAll(store.reader))).toEqual(['tomorrow', 'today', 'late']);
  });

  it('go on where they were after the store was closed', async () => {
    const dataDirectory = createTestDirectory();
    for (const body of ['one', 'two']) {
      const store = openStore({ dataDirectory, clock: () => NOW_MILLIS });
      await store.appendRecords([toNewRecord({ body })]);
      store.close();
    }
    expect(dbFiles(recordSeriesDirectory(dataDirectory, 'bots', 'bots'))).toHaveLength(1);
    const reader = openRecordReader(dataDirectory);
    expect(lines(readAll(reader, { direction: 'forward' }))).toEqual(['one', 'two']);
    reader.close();
  });

  it('are removed once their newest record is older than the retention of their class', async () => {
    let now = NOW_MILLIS;
    const store = openTestStore({ clock: () => now });
    const api = { tenant: 'api' as const, attributes: { 'bot.record.kind': 'api', 'bot.outcome': 'success' } };
    await store.appendRecords([
      toNewRecord({ body: 'step' }),
      toNewRecord({ body: 'ok', ...api }),
      toNewRecord({ body: 'failed', tenant: 'api', attributes: { ...api.attributes, 'bot.outcome': 'error' } }),
    ]);
    const left = () => [...lines(readAll(store.reader)), ...lines(readAll(store.reader, { tenant: 'api' }))].sort();
    now += 7 * DAY_MILLIS;
    store.expire();
    expect(left()).toEqual(['failed', 'ok', 'step']);
    now += 1;
    store.expire();
    expect(left()).toEqual(['failed', 'step']);
    now += 24 * DAY_MILLIS;
    store.expire();
    expect(left()).toEqual([]);
    expect(dbFiles(recordSeriesDirectory(store.dataDirectory, 'bots', 'bots'))).toEqual([]);
  });

  it('never give an id twice, also when all of them are removed', async () => {
    let now = NOW_MILLIS;
    const dataDirectory = createTestDirectory();
    const store = openStore({ dataDirectory, clock: () => now });
    await store.appendRecords([toNewRecord({})]);
    store.writeCursor('follower', store.lastId);
    now += 40 * DAY_MILLIS;
    store.expire();
    store.close();
    const again = openTestStore({ dataDirectory });
    await again.appendRecords([toNewRecord({})]);
    expect(again.lastId).toBe(2n);
    expect(again.readCursor('follower')).toBe(1n);
  });

  it('that are damaged are put aside at the start, with a message', async () => {
    const dataDirectory = createTestDirectory();
    const store = openStore({ dataDirectory, clock: () => NOW_MILLIS });
    await store.appendRecords([toNewRecord({ body: 'lost' })]);
    store.close();
    const directory = recordSeriesDirectory(dataDirectory, 'bots', 'bots');
    const [name = ''] = dbFiles(directory);
    writeFileSync(join(directory, name), Buffer.alloc(8192, 'x'));
    const messages: string[] = [];
    const again = openTestStore({ dataDirectory, report: (message) => messages.push(message) });
    expect(messages).toEqual([expect.stringContaining(`it was put aside as ${join(directory, name)}.corrupt`)]);
    expect(existsSync(join(directory, `${name}.corrupt`))).toBe(true);
    await again.appendRecords([toNewRecord({ body: 'new' })]);
    expect(lines(readAll(again.reader))).toEqual(['new']);
  });

  it('that are damaged later are left out of answers, with one message', async () => {
    let now = NOW_MILLIS;
    const messages: string[] = [];
    const store = openTestStore({ clock: () => now });
    await store.appendRecords([toNewRecord({ body: 'lost' })]);
    now += DAY_MILLIS;
    await store.appendRecords([toNewRecord({ body: 'kept' })]);
    const directory = recordSeriesDirectory(store.dataDirectory, 'bots', 'bots');
    writeFileSync(join(directory, dbFiles(directory)[0] ?? ''), Buffer.alloc(8192, 'x'));
    const reader = openRecordReader(store.dataDirectory, (message) => messages.push(message));
    expect(lines(readAll(reader))).toEqual(['kept']);
    expect(lines(readAll(reader))).toEqual(['kept']);
    expect(messages).toEqual([expect.stringContaining('is damaged and is left out of all answers')]);
    reader.close();
  });
});

describe('openStore', () => {
  it('refuses a directory that another store holds, and says how to go on', () => {
    const store = openTestStore();
    expect(() => openStore({ dataDirectory: store.dataDirectory })).toThrow(
      `the data directory ${store.dataDirectory} is in use by another process; stop that one, or set BOTSCOPE_DATA_DIR to another directory`,
    );
    store.close();
    openStore({ dataDirectory: store.dataDirectory }).close();
  });

  it('refuses a directory that it cannot write, naming it and the variable', () => {
    const file = join(createTestDirectory(), 'file');
    writeFileSync(file, '');
    expect(() => openStore({ dataDirectory: join(file, 'data') })).toThrow(StoreError);
    expect(() => openStore({ dataDirectory: join(file, 'data') })).toThrow(/file\/data \(BOTSCOPE_DATA_DIR/);
  });
});

describe('arrivals', () => {
  it('follow the order of arrival over all series, from a position on', async () => {
    const store = openTestStore();
    const kinds = ['api', 'step', 'audit', 'log', 'api'];
    for (const [index, kind] of kinds.entries()) {
      const tenant = kind === 'step' || kind === 'log' ? 'bots' : kind === 'audit' ? 'audit' : 'api';
      await store.appendRecords([
        toNewRecord({
          tenant,
          body: `${index}`,
          timestampUnixNano: NOW_NANO - BigInt(index),
          attributes: { 'bot.record.kind': kind },
        }),
      ]);
    }
    const isWanted = ({ labels }: { labels: StoredRecord['labels'] }) => labels['bot_record_kind'] !== 'step';
    const first = store.reader.arrivals(0n, store.lastId, 3, isWanted);
    expect(first.map((row) => row.line)).toEqual(['0', '2', '3']);
    const rest = store.reader.arrivals(first.at(-1)?.id ?? 0n, store.lastId, 3, isWanted);
    expect(rest.map((row) => row.line)).toEqual(['4']);
    expect(store.reader.arrivals(0n, 1n, 9, isWanted).map((row) => row.line)).toEqual(['0']);
  });
});
