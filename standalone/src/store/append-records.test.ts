import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { StoredRecord } from './record-reader.ts';
import { NOW_NANO, openTestStore, readAll, toMap, toNewRecord, type TestRecord } from './test-records.ts';

const lines = (records: readonly StoredRecord[]) => records.map((record) => record.line);

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
          'service.instance.id': '',
        },
        attributes: {
          'bot.id': 'b',
          'a.b-c': 2.5,
          '9': 1n,
          nested: toMap({ x: toMap({ 'y.z': 'deep' }), n: 1n }),
          list: ['x', 1n],
          ['__proto__']: 'p',
          empty: '',
          none: toMap({ in: '' }),
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

  it('of one tenant come as queries see them, over the borders of files', async () => {
    const store = openTestStore({ limits: { maxRowsPerFile: 2 } });
    for (const [index, tenant] of (['bots', 'audit', 'bots', 'bots', 'bots'] as const).entries()) {
      await store.appendRecords([
        toNewRecord({ tenant, body: `${index}`, timestampUnixNano: NOW_NANO - BigInt(index), severityText: 'INFO' }),
      ]);
    }
    const linesOf = (afterId: bigint, lastId: bigint) =>
      store.reader.arrivedRecords('bots', afterId, lastId).map(({ line }) => line);
    expect(linesOf(0n, store.lastId)).toEqual(['0', '2', '3', '4']);
    expect(linesOf(1n, 4n)).toEqual(['2', '3']);
    expect(linesOf(store.lastId, store.lastId)).toEqual([]);
    expect(store.reader.arrivedRecords('audit', 0n, 9n)[0]?.metadata).toMatchObject({ severity_text: 'INFO' });
  });
});
