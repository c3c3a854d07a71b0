import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { encodeTracesJson } from '@botscope/otlp';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreError } from '../store/store-error.ts';
import { readAll, toMap } from '../store/test-records.ts';
import { createReceiver } from './create-receiver.ts';
import { startTestReceiver, toLogsJson } from './test-receiver.ts';

const linesOf = (store: Parameters<typeof readAll>[0]) => readAll(store).map((record) => record.line);

async function statusOf(response: Response): Promise<{ status: number; code?: number; message?: string }> {
  return { status: response.status, ...((await response.json()) as object) };
}

describe('POST /v1/logs', () => {
  it('has stored the records when it answers 200', async () => {
    const { store, post } = await startTestReceiver();
    const response = await post(toLogsJson([{ body: 'one' }]));
    expect(await statusOf(response)).toEqual({ status: 200 });
    expect(linesOf(store.reader)).toEqual(['one']);
  });

  it('reads gzip', async () => {
    const { store, post } = await startTestReceiver();
    const response = await post(gzipSync(toLogsJson([{ body: 'small' }])), { 'content-encoding': 'gzip' });
    expect(response.status).toBe(200);
    expect(linesOf(store.reader)).toEqual(['small']);
  });

  it('reads protobuf and answers in it', async () => {
    const { store, post } = await startTestReceiver();
    const body = protobuf.Writer.create().uint32(10).fork().uint32(18).fork().uint32(18).fork();
    body
      .uint32((5 << 3) | 2)
      .fork()
      .uint32(10)
      .string('binary')
      .ldelim()
      .ldelim()
      .ldelim()
      .ldelim();
    const response = await post(Uint8Array.from(body.finish()), { 'content-type': 'application/x-protobuf' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-protobuf');
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    expect(linesOf(store.reader)).toEqual(['binary']);
  });

  it('routes records by kind to tenants, and unknown kinds to bots', async () => {
    const { store, post } = await startTestReceiver();
    const kinds = ['conversation', 'step', 'log', 'api', 'alert', 'audit', 'constructor'];
    await post(toLogsJson(kinds.map((kind) => ({ body: kind, attributes: { 'bot.record.kind': kind } }))));
    const tenantLines = (tenant: 'bots' | 'api' | 'audit') =>
      readAll(store.reader, { tenant })
        .map((record) => record.line)
        .sort();
    expect(tenantLines('bots')).toEqual(['constructor', 'conversation', 'log', 'step']);
    expect(tenantLines('api')).toEqual(['alert', 'api']);
    expect(tenantLines('audit')).toEqual(['audit']);
  });

  it('ignores a tenant that the client names', async () => {
    const { store, post } = await startTestReceiver();
    await post(toLogsJson([{ attributes: { 'bot.record.kind': 'step' } }]), { 'x-scope-orgid': 'audit' });
    expect(readAll(store.reader, { tenant: 'audit' })).toEqual([]);
    expect(readAll(store.reader)).toHaveLength(1);
  });

  it('gives records of other senders what the pages need', async () => {
    const { store, post } = await startTestReceiver();
    await post(
      toLogsJson([
        { severityNumber: 17, eventName: 'their.event', attributes: { thread_id: 't1' } },
        {
          severityNumber: 16,
          attributes: { 'bot.outcome': 'error', 'session.id': 's', 'gen_ai.conversation.id': 'c' },
        },
      ]),
    );
    expect(readAll(store.reader, { direction: 'forward' })).toMatchObject([
      {
        labels: { bot_record_kind: 'log', bot_outcome: 'error' },
        metadata: { bot_event: 'their.event', gen_ai_conversation_id: 't1', thread_id: 't1' },
      },
      { labels: { bot_record_kind: 'log', bot_outcome: 'error' }, metadata: { gen_ai_conversation_id: 'c' } },
    ]);
  });

  it('counts records over the limits, says why, and stores the others', async () => {
    const { store, post } = await startTestReceiver();
    const response = await post(toLogsJson([{ body: 'x'.repeat(1_048_577) }, { body: 'kept' }]));
    expect(await statusOf(response)).toEqual({
      status: 200,
      partialSuccess: {
        rejectedLogRecords: '1',
        errorMessage:
          '1 of 2 log records were rejected and must not be sent again; the first because its body has 1048577 bytes, at most 1048576 are stored',
      },
    });
    expect(linesOf(store.reader)).toEqual(['kept']);
  });

  it('answers 503 and keeps nothing when the store fails', async () => {
    const store = {
      appendRecords: () => Promise.reject(new StoreError('the disk is full: /data (BOTSCOPE_DATA_DIR …)')),
      appendSpans: () => Promise.resolve(),
    };
    const reports: string[] = [];
    const { post } = await startTestReceiver({ store, report: (text) => reports.push(text) });
    const response = await post(toLogsJson([{}]));
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await statusOf(response)).toEqual({
      status: 503,
      code: 14,
      message: 'the disk is full: /data (BOTSCOPE_DATA_DIR …)',
    });
    expect(reports).toEqual(['the disk is full: /data (BOTSCOPE_DATA_DIR …)']);
  });
});

describe('POST /v1/traces', () => {
  const span = (traceId: string, attributes = {}) => ({
    traceId,
    spanId: 'b7ad6b7169203331',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'GET /orders',
    kind: 3,
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2n,
    attributes: toMap(attributes),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
  });
  const toRequest = (spans: ReturnType<typeof span>[]) =>
    encodeTracesJson({
      resourceSpans: [
        {
          resource: { attributes: toMap({}), droppedAttributesCount: 0 },
          schemaUrl: '',
          scopeSpans: [
            {
              scope: { name: '', version: '', attributes: toMap({}), droppedAttributesCount: 0 },
              schemaUrl: '',
              spans,
            },
          ],
        },
      ],
    });

  it('stores spans without raw URLs and with long texts cut', async () => {
    const { store, post } = await startTestReceiver();
    const attributes = {
      'url.full': 'https://x/?token=1',
      'url.query': 'token=1',
      'http.url': 'x',
      'http.target': 'x',
      'url.template': '/orders',
      long: 'é'.repeat(200_000),
    };
    await post(toRequest([span('0af7651916cd43dd8448eb211c80319c', attributes)]), {}, '/v1/traces');
    const stored = store.spanReader.traceById('0af7651916cd43dd8448eb211c80319c')[0]?.span.attributes ?? {};
    expect(Object.keys(stored).sort()).toEqual(['long', 'url.template']);
    expect(stored['long']).toBe(`${'é'.repeat(131_072)}… [cut, 400000 bytes]`);
  });

  it('counts spans without an id', async () => {
    const { post } = await startTestReceiver();
    const response = await post(toRequest([span(''), span('0af7651916cd43dd8448eb211c80319c')]), {}, '/v1/traces');
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  });
});

describe('a wrong request', () => {
  const GOOD = toLogsJson([{ body: 'good' }]);
  const truncated = gzipSync(GOOD).subarray(0, -10);

  it.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>, string, number, string]>([
    [
      'an unknown path',
      GOOD,
      {},
      '/v1/metrics',
      404,
      'no such page: POST /v1/metrics. There are POST /v1/logs, POST /v1/traces',
    ],
    ['broken JSON', '{"resourceLogs":', {}, '/v1/logs', 400, 'the logs request is not valid JSON'],
    ['another shape', '{"resourceLogs":{}}', {}, '/v1/logs', 400, 'resourceLogs: expected a list, got an object'],
    [
      'another content type',
      GOOD,
      { 'content-type': 'text/plain' },
      '/v1/logs',
      415,
      'the content type "text/plain" is not OTLP/HTTP; send application/x-protobuf or application/json',
    ],
    [
      'another encoding',
      GOOD,
      { 'content-encoding': 'br' },
      '/v1/logs',
      415,
      'the content encoding "br" is not supported; send gzip',
    ],
    [
      'truncated gzip',
      truncated,
      { 'content-encoding': 'gzip' },
      '/v1/logs',
      400,
      'the body is not valid gzip: unexpected end of file',
    ],
    [
      'no gzip',
      GOOD,
      { 'content-encoding': 'gzip' },
      '/v1/logs',
      400,
      'the body is not valid gzip: incorrect header check',
    ],
    [
      'a gzip bomb',
      gzipSync(Buffer.alloc(65 * 1024 * 1024)),
      { 'content-encoding': 'gzip' },
      '/v1/logs',
      413,
      'the body has more than 64 MiB after inflating; send smaller batches',
    ],
    [
      'a body over 16 MiB',
      Buffer.alloc(16 * 1024 * 1024 + 1),
      {},
      '/v1/logs',
      413,
      'the body has more than 16 MiB as sent; send smaller batches',
    ],
    ['an Origin', GOOD, { origin: 'http://evil.example' }, '/v1/logs', 403, 'web pages may not send telemetry here'],
  ])('with %s is refused with a clear text, and nothing is stored', async (_, body, headers, path, status, message) => {
    const { store, post } = await startTestReceiver();
    const answer = await statusOf(await post(body, headers, path));
    expect(answer.status).toBe(status);
    expect(answer.message).toContain(message);
    expect(linesOf(store.reader)).toEqual([]);
  });

  it('is answered while it still sends its body, and may go on with the same connection', async () => {
    const { port } = await startTestReceiver();
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const sizeBytes = 16 * 1024 * 1024 + 1;
    const head = (bytes: number) =>
      `POST /v1/logs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
    let answers = '';
    socket.on('data', (chunk) => (answers += chunk.toString()));
    socket.write(head(sizeBytes));
    await expect.poll(() => answers).toContain('HTTP/1.1 413');
    const sent = Promise.withResolvers<unknown>();
    socket.once('error', sent.reject);
    socket.write(Buffer.alloc(sizeBytes));
    socket.write(head(2) + '{}', () => sent.resolve(undefined));
    await sent.promise;
    await expect.poll(() => answers).toContain('HTTP/1.1 200');
  });

  it('gets its error in protobuf when it came in protobuf', async () => {
    const { post } = await startTestReceiver();
    const response = await post(new Uint8Array([1]), { 'content-type': 'application/x-protobuf' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/x-protobuf');
    const reader = protobuf.Reader.create(new Uint8Array(await response.arrayBuffer()));
    expect([reader.uint32(), reader.int32(), reader.uint32(), reader.string()]).toEqual([
      8,
      3,
      18,
      expect.stringContaining('the logs request is not valid protobuf'),
    ]);
  });

  it('for a foreign host is refused', async () => {
    const { port } = await startTestReceiver();
    const status = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, method: 'POST', path: '/v1/logs', headers: { host: 'evil.example' } };
      httpRequest(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('that breaks off leaves nothing behind and the receiver working', async () => {
    const { store, port, post } = await startTestReceiver();
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"res',
        );
        socket.destroySoon();
      });
      socket.on('close', () => resolve());
    });
    expect((await post(GOOD)).status).toBe(200);
    expect(linesOf(store.reader)).toEqual(['good']);
  });

  it('over the rate is told when to come again', async () => {
    const now = 1_790_000_000_000;
    const { post } = await startTestReceiver({ rateLimit: { requestsPerSecond: 0.5, burst: 2 }, clock: () => now });
    const statuses = [await post(GOOD), await post(GOOD), await post(GOOD)];
    expect(statuses.map((response) => response.status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.headers.get('retry-after')).toBe('2');
  });
});

describe('createReceiver', () => {
  it('takes only the signals that it is for', async () => {
    const { post } = await startTestReceiver({ signals: ['traces'] });
    const refused = await post('{}');
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ message: 'no such page: POST /v1/logs. There are POST /v1/traces' });
    expect((await post('{"resourceSpans":[]}', {}, '/v1/traces')).status).toBe(200);
  });

  it('refuses to listen beyond loopback without a token', () => {
    const store = { appendRecords: () => Promise.resolve(), appendSpans: () => Promise.resolve() };
    expect(() => createReceiver({ store, host: '0.0.0.0' })).toThrow(
      'the receiver needs an ingest token (BOTSCOPE_INGEST_TOKEN) to listen on 0.0.0.0',
    );
  });

  it.each([
    [undefined, 401],
    ['Bearer wrong', 401],
    ['Bearer right', 200],
  ])('asks for the token beyond loopback: %s is answered %i', async (authorization, status) => {
    const { post } = await startTestReceiver({ host: '192.0.2.1', ingestToken: 'right' });
    const response = await post(toLogsJson([{}]), authorization === undefined ? {} : { authorization });
    expect(response.status).toBe(status);
  });
});
