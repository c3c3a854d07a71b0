import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RecordedRequestInit } from '../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://${await listen(createHttpServer(listener))}`;
}

/** Makes a call within a step. */
function call(test: TestTelemetry, url: string | URL | Request, init?: RecordedRequestInit): Promise<Response> {
  const conversation = test.telemetry.conversation({ endUser: { id: 'u1', name: 'Ann' } });
  return conversation.turn({}, (turn) =>
    turn.flow({ id: 'f', name: 'Orders' }, (flow) =>
      flow.step({ id: 'n1', name: 'Load' }, (step) => step.fetch(url, init)),
    ),
  );
}

describe('recordFetch', () => {
  it('records every call, in a step, in a turn by context, and outside both', async () => {
    const test = await startTestTelemetry();
    const url = await serve((_request, response) => response.end('ok'));
    await call(test, `${url}/1`);
    await test.telemetry.conversation().turn({}, () => test.telemetry.fetch(`${url}/2`));
    await test.telemetry.fetch(`${url}/3`);
    const records = await test.records('bot.api.call');
    expect(records.map(({ attributes }) => attributes['url.full'])).toEqual([`${url}/1`, `${url}/2`, `${url}/3`]);
    expect(records.map(({ attributes }) => attributes['bot.step.id'])).toEqual(['n1', undefined, undefined]);
    expect(records.map(({ attributes }) => 'bot.turn.id' in attributes)).toEqual([true, true, false]);
  });

  it('records request and response without secrets, so that the request can be made again', async () => {
    const test = await startTestTelemetry();
    const url = await serve((_request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']).setHeader('content-type', 'application/json');
      response.writeHead(201).end('{"id": 7, "access_token": "tok3n"}');
    });
    const response = await call(test, `${url}/orders?page=2&api_key=k3y`, {
      method: 'post',
      headers: { Authorization: 'Bearer b3arer', 'Content-Type': 'application/json' },
      body: JSON.stringify({ sku: 'a', password: 'hunter2' }),
      integration: 'json_api_node',
      integrationAccount: 'shop',
      resendCount: 1,
    });
    expect(await response.json()).toEqual({ id: 7, access_token: 'tok3n' });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const record = await test.record('bot.api.call');
    expect(record.attributes).toMatchObject({
      'bot.record.kind': 'api',
      'bot.outcome': 'success',
      'http.request.method': 'POST',
      'bot.api.request_type': 'POST',
      'http.response.status_code': 201n,
      'server.address': '127.0.0.1',
      'server.port': BigInt(new URL(url).port),
      'bot.integration.name': 'json_api_node',
      'bot.integration.account': 'shop',
      'bot.api.source.type': 'flow_step',
      'bot.api.source.path': 'Orders / Load',
      'http.request.resend_count': 1n,
      'http.request.body.size': 32n,
      'http.response.body.size': 34n,
    });
    expect(record.attributes['url.full']).toMatch(/\/orders\?page=2&api_key=\[redacted:[0-9a-f]{8}:[0-9a-f]{4}\]$/);
    expect(toBody(record)).toMatchObject({
      request: {
        method: 'POST',
        headers: {
          authorization: expect.stringMatching(/^Bearer \[redacted:/) as unknown,
          'content-type': 'application/json',
        },
        body: expect.stringMatching(/^\{"sku":"a","password":"\[redacted:/) as unknown,
      },
      response: {
        status: 201,
        headers: { 'set-cookie': expect.stringMatching(/^\[redacted:.*, \[redacted:/) as unknown },
        body: expect.stringMatching(/^\{"id": 7, "access_token": "\[redacted:/) as unknown,
      },
    });
    for (const secret of ['tok3n', 'k3y', 'b3arer', 'hunter2', 'a=1']) expect(record.body).not.toContain(secret);
    const step = toBody(await test.record('bot.step.completed'));
    expect(step['calls']).toMatchObject([
      { uid: record.attributes['log.record.uid'], method: 'POST', host: '127.0.0.1', status: 201 },
    ]);
  });

  it("F25: names the chatbot's user on the call", async () => {
    const test = await startTestTelemetry();
    await call(test, await serve((_request, response) => response.end()));
    expect((await test.record('bot.api.call')).attributes['bot.enduser.name']).toBe('Ann');
  });

  it('recognises the integration by the host, and prefers the one that is named', async () => {
    const test = await startTestTelemetry();
    const fail = (url: string, init?: RecordedRequestInit): Promise<unknown> =>
      test.telemetry.fetch(url, { ...init, signal: AbortSignal.abort() }).catch(() => undefined);
    await fail('https://api.twilio.com/x');
    await fail('https://twilio.com.evil.example/x');
    await fail('https://api.twilio.com/x', { integration: 'own' });
    const names = (await test.records('bot.api.call')).map(({ attributes }) => attributes['bot.integration.name']);
    expect(names).toEqual(['twilio', undefined, 'own']);
  });

  it('counts statuses from 400 on as errors', async () => {
    const test = await startTestTelemetry();
    const url = await serve((request, response) => response.writeHead(Number(request.url?.slice(1))).end());
    for (const status of [204, 304, 399, 400, 404, 503]) await test.telemetry.fetch(`${url}/${status}`);
    const records = await test.records('bot.api.call');
    expect(records.map(({ attributes }) => attributes['error.type'])).toEqual([
      undefined,
      undefined,
      undefined,
      '400',
      '404',
      '503',
    ]);
    expect(records.map(({ severityText }) => severityText)).toEqual([
      'INFO',
      'INFO',
      'INFO',
      'ERROR',
      'ERROR',
      'ERROR',
    ]);
    expect(records[4]?.attributes['bot.error.fingerprint']).toMatch(/^[0-9a-f]{16}$/);
  });

  it('records calls that got no answer, each with its cause, and passes the rejection on', async () => {
    const test = await startTestTelemetry();
    const closed = await new Promise<string>((resolve) => {
      const server = createTcpServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(`127.0.0.1:${port}`));
      });
    });
    const silent = await listen(createTcpServer(() => {}));
    const broken = await listen(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    const controller = new AbortController();
    const calls: readonly (readonly [string, RecordedRequestInit?])[] = [
      ['http://no-such-host.invalid/'],
      [`http://${closed}/`],
      [`http://${broken}/`],
      [`https://${await listen(createTcpServer((socket) => socket.end('no TLS\r\n')))}/`],
      [`http://${silent}/`, { signal: AbortSignal.timeout(30) }],
      [`http://${silent}/`, { signal: controller.signal }],
    ];
    setTimeout(() => controller.abort(), 30);
    for (const [url, init] of calls) {
      const own = await fetch(url, init && { ...init }).catch((error: unknown) => error);
      const recorded = await test.telemetry.fetch(url, init).catch((error: unknown) => error);
      expect((recorded as Error).name).toBe((own as Error).name);
    }
    const records = await test.records('bot.api.call');
    expect(records.map(({ attributes }) => attributes['error.type'])).toEqual([
      'dns',
      'refused',
      'reset',
      'tls',
      'timeout',
      'aborted',
    ]);
    for (const { attributes, severityText } of records) {
      expect(attributes).not.toHaveProperty('http.response.status_code');
      expect(attributes['bot.outcome']).toBe('error');
      expect(severityText).toBe('ERROR');
    }
    expect(records.map((record) => (toBody(record)['error'] as { phase: string }).phase)).toEqual([
      'dns',
      'connect',
      'wait',
      'tls',
      'wait',
      'wait',
    ]);
    expect(toBody(records[1]!)['error']).toEqual({
      phase: 'connect',
      cause: 'the connection was refused (ECONNREFUSED)',
      host: '127.0.0.1',
    });
  });

  it('keeps a streaming response a stream, and records all of it at its end', async () => {
    const test = await startTestTelemetry();
    let finish: (() => void) | undefined;
    const url = await serve((_request, response) => {
      response.write('first;');
      finish = () => response.end('last');
    });
    const response = await call(test, url);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('first;');
    finish?.();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('last');
    expect(toBody(await test.record('bot.api.call'))).toMatchObject({ response: { status: 200, body: 'first;last' } });
  });

  it('records at shutdown what has come of an answer that does not end', async () => {
    const test = await startTestTelemetry();
    const url = await serve((_request, response) => void response.write('first;'));
    await call(test, url);
    await test.telemetry.shutdown();
    const [record] = test.collector.eventsOf('bot.api.call');
    expect(toBody(record!)).toMatchObject({ response: { status: 200, body: 'first;' } });
    expect(record?.attributes['bot.body.truncated']).toBe(true);
  });

  it('records an answer that breaks off, with its status and what had come', async () => {
    const test = await startTestTelemetry();
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('part', () => response.destroy());
    });
    const response = await call(test, url);
    await expect(response.text()).rejects.toThrow();
    const record = await test.record('bot.api.call');
    expect(record.attributes).toMatchObject({ 'http.response.status_code': 200n, 'error.type': 'reset' });
    expect(toBody(record)).toMatchObject({ response: { body: 'part' }, error: { phase: 'receive' } });
  });

  it('cuts long bodies at a character, and keeps size and hash of the whole', async () => {
    const test = await startTestTelemetry({ limits: { bodyBytes: 1_024 } });
    const text = '€'.repeat(1_000);
    const url = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(text),
    );
    expect(await (await call(test, url)).text()).toBe(text);
    const record = await test.record('bot.api.call');
    expect(record.attributes).toMatchObject({ 'bot.body.truncated': true, 'http.response.body.size': 3_000n });
    const { response } = toBody(record) as { response: { body: string; bodySha256: string } };
    expect(response.body).toBe('€'.repeat(341));
    expect(response.bodySha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('records bodies of every kind that fetch sends', async () => {
    const test = await startTestTelemetry();
    const url = await serve((request, response) => void request.resume().on('end', () => response.end()));
    const form = new FormData();
    form.set('user', 'ann');
    form.set('password', 'hunter2');
    form.set('file', new File(['abc'], 'a.txt', { type: 'text/plain' }));
    const bodies: readonly RequestInit['body'][] = [
      'text',
      new URLSearchParams({ a: '1', token: 'x' }),
      form,
      new Blob(['blob'], { type: 'text/plain' }),
      Buffer.from('bytes'),
      Uint8Array.of(0, 255, 1),
      new ReadableStream({ start: (c) => (c.enqueue(Buffer.from('stream')), c.close()) }),
    ];
    for (const body of bodies) await test.telemetry.fetch(url, { method: 'POST', body: body!, duplex: 'half' });
    await test.telemetry.fetch(new Request(url, { method: 'PUT', body: 'of a request' }));
    const recorded = (await test.records('bot.api.call')).map(
      (record) => (toBody(record)['request'] as { body?: string }).body,
    );
    expect(recorded).toEqual([
      'text',
      expect.stringMatching(/^a=1&token=\[redacted:/),
      expect.stringMatching(
        /name="user"\r\n\r\nann\r\n[^]*name="password"\r\n\r\n\[redacted:[^]*"a.txt"[^]*\r\nabc\r\n/,
      ),
      'blob',
      'bytes',
      'base64:AP8B',
      'stream',
      'of a request',
    ]);
  });

  it('rejects as fetch does for requests that are not valid', async () => {
    const test = await startTestTelemetry();
    await expect(test.telemetry.fetch('not an address')).rejects.toThrow(TypeError);
    await expect(test.telemetry.fetch('http://h/', { method: 'GET', body: 'x' })).rejects.toThrow(TypeError);
    await expect(test.telemetry.fetch(undefined as never)).rejects.toThrow(TypeError);
    expect((await test.records('bot.api.call')).every(({ attributes }) => attributes['bot.outcome'] === 'error')).toBe(
      true,
    );
  });
});

describe('recordApiCall', () => {
  it('F13: records an inbound API trigger, as a SERVER span', async () => {
    const test = await startTestTelemetry();
    const uid = test.telemetry.recordApiCall({
      method: 'POST',
      url: 'https://bot.example/hooks/order?token=abc',
      integration: 'api_trigger',
      source: { type: 'api_trigger', path: '/hooks/order' },
      durationMillis: 12.4,
      request: { headers: { authorization: 'Bearer x' }, body: { order: 1, secret: 's' } },
      response: { status: 200, body: 'ok' },
    });
    const record = await test.record('bot.api.call');
    expect(record.attributes).toMatchObject({
      'log.record.uid': uid,
      'bot.integration.name': 'api_trigger',
      'bot.api.source.type': 'api_trigger',
      'bot.api.source.path': '/hooks/order',
      'bot.duration_ms': 12n,
    });
    expect(record.body).not.toMatch(/abc|Bearer x|"s"/);
    expect((await test.spans())[0]).toMatchObject({ kind: 2, name: 'POST bot.example' });
  });

  it("F17: records a C2E request without HTTP, and an agent's call with the agent", async () => {
    const test = await startTestTelemetry();
    test.telemetry.recordApiCall({
      method: '_OTHER',
      requestType: 'C2E',
      url: 'c2e:escalate',
      integration: 'c2e',
      source: { type: 'agent_inbox' },
      actor: { name: 'Bo', email: 'bo@example.com' },
      durationMillis: 3,
      error: { type: 'timeout', phase: 'wait' },
    });
    expect((await test.record('bot.api.call')).attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'bot.api.request_type': 'C2E',
      'bot.api.source.type': 'agent_inbox',
      'user.name': 'Bo',
      'user.email': 'bo@example.com',
      'error.type': 'timeout',
      'bot.outcome': 'error',
    });
  });
});
