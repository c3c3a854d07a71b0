import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeLogsRequest, type LogsRequest, type OtlpLogRecord } from '@botscope/otlp';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Store } from '../store/store.ts';
import {
  createTestDirectory,
  NOW_NANO,
  openTestStore,
  toMap,
  toNewRecord,
  type TestRecord,
} from '../store/test-records.ts';
import { startForwarder, type ForwarderOptions } from './forwarder.ts';

/** A sidecar that keeps what it is sent and answers with the next of the statuses, then 200. */
async function startSidecar(answer: (records: readonly OtlpLogRecord[]) => number = () => 200) {
  const requests: { request: LogsRequest; headers: IncomingMessage['headers'] }[] = [];
  const taken: OtlpLogRecord[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request = decodeLogsRequest(Buffer.concat(chunks), 'application/json');
      const records = request.resourceLogs.flatMap((group) => group.scopeLogs.flatMap((scope) => scope.logRecords));
      const status = answer(records);
      requests.push({ request, headers: message.headers });
      if (status === 200) taken.push(...records);
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, taken, bodies: () => taken.map((record) => record.body) };
}

function start(store: Store, sidecarUrl: string, options: Partial<ForwarderOptions> = {}) {
  const forwarder = startForwarder({
    store,
    sidecarUrl,
    ingestToken: 'secret',
    minPauseMillis: 1,
    maxPauseMillis: 5,
    report: () => undefined,
    ...options,
  });
  onTestFinished(() => forwarder.stop());
  return forwarder;
}

const log = (body: string, parts: TestRecord = {}) =>
  toNewRecord({ body, ...parts, attributes: { 'bot.record.kind': 'log', ...parts.attributes } });

describe('startForwarder', () => {
  it('sends a record as it came, with the ingest token', async () => {
    const store = openTestStore();
    const sidecar = await startSidecar();
    start(store, sidecar.url);
    await store.appendRecords([
      log('{"a":1}', {
        observedTimestampUnixNano: 5n,
        eventName: 'bot.log',
        traceId: '0af7651916cd43dd8448eb211c80319c',
        attributes: { 'bot.duration_ms': 3n, ratio: 0.5, ok: true, map: toMap({ x: ['y'] }) },
        resource: { 'service.name': 'bot', 'process.pid': 7n },
      }),
    ]);
    await vi.waitFor(() => expect(sidecar.taken).toHaveLength(1), 30_000);
    expect(sidecar.taken[0]).toMatchObject({
      timestampUnixNano: NOW_NANO,
      observedTimestampUnixNano: 5n,
      severityNumber: 9,
      eventName: 'bot.log',
      body: '{"a":1}',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      attributes: { 'bot.record.kind': 'log', 'bot.duration_ms': 3n, ratio: 0.5, ok: true, map: { x: ['y'] } },
    });
    expect(sidecar.requests[0]?.request.resourceLogs[0]?.resource.attributes).toEqual(
      toMap({ 'service.name': 'bot', 'process.pid': 7n }),
    );
    expect(sidecar.requests[0]?.headers.authorization).toBe('Bearer secret');
  });

  it('sends what the sidecar needs and nothing else', async () => {
    const store = openTestStore();
    const sidecar = await startSidecar();
    const kinds = ['conversation', 'step', 'log', 'api', 'alert', 'audit'];
    const records = ['success', 'error'].flatMap((outcome) =>
      kinds.map((kind) =>
        toNewRecord({ body: `${kind} ${outcome}`, attributes: { 'bot.record.kind': kind, 'bot.outcome': outcome } }),
      ),
    );
    await store.appendRecords([
      ...records,
      log('of the sidecar', { resource: { 'service.name': 'botscope-sidecar' } }),
      log('pinned', { attributes: { 'bot.retention': 'pinned' } }),
      log('last'),
    ]);
    start(store, sidecar.url);
    await vi.waitFor(() => expect(sidecar.bodies()).toContain('last'), 30_000);
    const expected = [
      'log success',
      'api success',
      'alert success',
      'audit success',
      ...kinds.map((kind) => `${kind} error`),
    ];
    expect(sidecar.bodies()).toEqual([...expected, 'last']);
  });

  it('keeps records while the sidecar is away, and sends each once in order afterwards', async () => {
    const store = openTestStore();
    let isAway = true;
    const sidecar = await startSidecar(() => (isAway ? 503 : 200));
    const reports: string[] = [];
    start(store, sidecar.url, { report: (text) => reports.push(text) });
    await store.appendRecords([log('one')]);
    await vi.waitFor(() => expect(sidecar.requests.length).toBeGreaterThan(2), 30_000);
    await store.appendRecords([log('two', { timestampUnixNano: NOW_NANO - 1n })]);
    isAway = false;
    await vi.waitFor(() => expect(sidecar.bodies()).toEqual(['one', 'two']), 30_000);
    expect(reports).toEqual(['the sidecar takes no records now, they wait: 503 {}', 'the sidecar takes records again']);
  });

  it('goes on after a restart where it was', async () => {
    const dataDirectory = createTestDirectory();
    const sidecar = await startSidecar();
    for (const body of ['one', 'two']) {
      const store = openTestStore({ dataDirectory });
      const forwarder = start(store, sidecar.url);
      await store.appendRecords([log(body)]);
      await vi.waitFor(() => expect(sidecar.bodies()).toContain(body), 30_000);
      await forwarder.stop();
      store.close();
    }
    expect(sidecar.bodies()).toEqual(['one', 'two']);
  });

  it('finds the one record that the sidecar refuses, and sends all others', async () => {
    const store = openTestStore();
    const sidecar = await startSidecar((records) => (records.some(({ body }) => body === '7') ? 400 : 200));
    const reports: string[] = [];
    const bodies = Array.from({ length: 20 }, (_, i) => String(i));
    await store.appendRecords(bodies.map((body, i) => log(body, { timestampUnixNano: NOW_NANO + BigInt(i) })));
    start(store, sidecar.url, { report: (text) => reports.push(text) });
    await vi.waitFor(() => expect(sidecar.bodies()).toContain('19'), 30_000);
    expect(sidecar.bodies()).toEqual(bodies.filter((body) => body !== '7'));
    expect(reports).toEqual([expect.stringContaining('the sidecar refuses the record 8 of bot')]);
  });

  it.each([401, 404, 429])('waits when the sidecar answers %i: the records are not to blame', async (status) => {
    const store = openTestStore();
    let isWrong = true;
    const sidecar = await startSidecar(() => (isWrong ? status : 200));
    start(store, sidecar.url);
    await store.appendRecords([log('one')]);
    await vi.waitFor(() => expect(sidecar.requests.length).toBeGreaterThan(1), 30_000);
    isWrong = false;
    await vi.waitFor(() => expect(sidecar.bodies()).toEqual(['one']), 30_000);
  });
});
