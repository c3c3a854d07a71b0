import diagnosticsChannel from 'node:diagnostics_channel';
import http, { get as getByName } from 'node:http';
import { once } from 'node:events';
import axios from 'axios';
import got from 'got';
import { Pool, request as undiciRequest } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listFailingCases, listFewCases } from '../testing/calls/call-cases.ts';
import { runMatrix } from '../testing/calls/run-matrix.ts';
import { startRecordingServer, type RecordingServer } from '../testing/calls/recording-server.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

async function startServer(): Promise<RecordingServer> {
  const server = await startRecordingServer();
  onTestFinished(() => server.stop());
  return server;
}

function inTurn<Result>({ telemetry }: TestTelemetry, run: () => Promise<Result>, uid?: string): Promise<Result> {
  return telemetry.conversation(uid === undefined ? {} : { uid }).turn({}, run);
}

async function getText(url: string): Promise<string> {
  const [response] = (await once(http.get(url), 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

describe('recordOutgoingCalls', () => {
  it('F18: records every call of a turn once, by fetch, undici, node:http, axios and got, as the server saw it, and changes none', async () => {
    expect(await runMatrix(listFewCases())).toEqual([]);
  }, 60_000);

  it('F35: records calls without a whole answer with their cause, whichever client made them, and changes no error', async () => {
    expect(await runMatrix(listFailingCases())).toEqual([]);
  }, 60_000);

  it('records nothing outside a turn, and nothing at all unless it is asked for', async () => {
    const server = await startServer();
    const recording = await startTestTelemetry({ recordOutgoingCalls: true });
    const other = await startTestTelemetry();
    for (const call of [fetch, getText, (url: string) => got(url).text(), undiciRequest])
      await call(`${server.http}/text/1`);
    await inTurn(other, () => getText(`${server.http}/text/2`));
    expect([await recording.records('bot.api.call'), await other.records('bot.api.call')]).toEqual([[], []]);
  });

  it('leaves the process at its end as it was', async () => {
    const server = await startServer();
    const before = globalThis.fetch;
    const channel = diagnosticsChannel.channel('undici:request:create');
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    expect(globalThis.fetch).not.toBe(before);
    expect([globalThis.fetch.name, globalThis.fetch.length, String(globalThis.fetch)]).toEqual([
      before.name,
      before.length,
      String(before),
    ]);
    await inTurn(test, async () => {
      await (await fetch(`${server.http}/text/1`)).text();
      await test.telemetry.shutdown();
      expect(globalThis.fetch).toBe(before);
      expect(Object.hasOwn(channel, 'publish')).toBe(false);
      expect(diagnosticsChannel.hasSubscribers('http.client.request.created')).toBe(false);
      await (await fetch(`${server.http}/text/2`)).text();
    });
    expect(test.collector.eventsOf('bot.api.call')).toHaveLength(1);
  });

  it('does not put back a fetch that somebody has replaced since', async () => {
    const before = globalThis.fetch;
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    const ours = globalThis.fetch;
    const theirs: typeof fetch = (input, init) => ours(input, init);
    globalThis.fetch = theirs;
    onTestFinished(() => void (globalThis.fetch = before));
    const server = await startServer();
    await inTurn(test, async () => (await fetch(`${server.http}/text/1`)).text());
    await test.telemetry.shutdown();
    expect(globalThis.fetch).toBe(theirs);
    expect(await (await fetch(`${server.http}/text/2`)).text()).toContain('plain');
    expect(test.collector.eventsOf('bot.api.call')).toHaveLength(1);
  });

  it('sees node:http also where it was imported by name before the start', async () => {
    const server = await startServer();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    await inTurn(test, async () => {
      const [response] = (await once(getByName(`${server.http}/text/1`), 'response')) as [http.IncomingMessage];
      await once(response.resume(), 'end');
    });
    expect(await test.records('bot.api.call')).toHaveLength(1);
  });

  it('records none of the requests that carry records and spans, also where a turn causes them', async () => {
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    await inTurn(test, async () => {
      test.telemetry.log({ label: 'Test', level: 'info', value: 1 });
      await test.telemetry.forceFlush();
    });
    await test.telemetry.forceFlush();
    expect(new Set(test.collector.requests.map(({ path }) => path))).toEqual(new Set(['/v1/logs', '/v1/traces']));
    expect(await test.records('bot.api.call')).toEqual([]);
  });

  it('counts a redirect that fetch follows as one call, and what other clients send again as another', async () => {
    const server = await startServer();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    const url = `${server.http}/redirect/1`;
    await inTurn(test, async () => (await fetch(url)).text());
    await inTurn(test, async () => void (await axios.get(url)));
    await inTurn(
      test,
      async () => void (await got(server.closed, { retry: { limit: 1, backoffLimit: 1 } }).catch(() => {})),
    );
    const records = await test.records('bot.api.call');
    expect(
      records.map(({ attributes }) => [
        attributes['http.response.status_code'],
        attributes['http.request.resend_count'],
      ]),
    ).toEqual([
      [200n, undefined],
      [303n, undefined],
      [200n, 1n],
      [undefined, undefined],
      [undefined, 1n],
    ]);
  });

  it('gives a call that had to wait for a connection to the turn that made it', async () => {
    const server = await startServer();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    const pool = new Pool(server.http, { connections: 1 });
    onTestFinished(() => pool.destroy());
    await Promise.all([
      inTurn(test, async () => (await pool.request({ path: '/text/a', method: 'GET' })).body.text(), 'a'),
      inTurn(test, async () => (await pool.request({ path: '/text/b', method: 'GET' })).body.text(), 'b'),
    ]);
    const records = await test.records('bot.api.call');
    const owners = records.map(({ attributes }) => [
      attributes['gen_ai.conversation.id'],
      (attributes['url.full'] as string).at(-1),
    ]);
    expect(owners.sort()).toEqual(['a', 'b'].map((uid) => [uid, uid]));
  });

  it('keeps back-pressure: a body that nobody reads is not fetched', async () => {
    const server = await startServer();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    await inTurn(test, async () => {
      const [answer] = (await once(http.get(`${server.http}/huge/1`), 'response')) as [http.IncomingMessage];
      await once(answer, 'readable');
      expect(answer.readableLength).toBeLessThan(1 << 20);
      expect(answer.readableFlowing).toBe(null);
      answer.destroy();
      const response = await fetch(`${server.http}/huge/2`);
      await response.body?.cancel();
    });
    const records = await test.records('bot.api.call');
    expect(records).toHaveLength(2);
    for (const { attributes } of records) {
      expect(attributes).toMatchObject({ 'bot.outcome': 'success', 'bot.body.truncated': true });
      expect(attributes['http.response.body.size']).toBe(BigInt(100 * (1 << 20)));
    }
  });

  it('leaves 100 Continue, upgrades and the answers of requests without a listener to Node', async () => {
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    const upgrading = http.createServer(
      (request, response) => void request.resume().on('end', () => response.end('done')),
    );
    upgrading.on('upgrade', (_request, socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhi'),
    );
    await new Promise<void>((resolve) => upgrading.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void upgrading.close());
    const { port } = upgrading.address() as { port: number };
    await inTurn(test, async () => {
      const expecting = http.request({ port, host: '127.0.0.1', method: 'POST', headers: { expect: '100-continue' } });
      expecting.flushHeaders();
      await once(expecting, 'continue');
      expecting.end('body');
      const [answer] = (await once(expecting, 'response')) as [http.IncomingMessage];
      await once(answer.resume(), 'end');
      const switching = http.get({ port, host: '127.0.0.1', headers: { connection: 'Upgrade', upgrade: 'echo' } });
      const [, socket, head] = (await once(switching, 'upgrade')) as [unknown, http.IncomingMessage['socket'], Buffer];
      expect(head.toString()).toBe('hi');
      socket.destroy();
      await once(http.get({ port, host: '127.0.0.1', agent: false }), 'close');
    });
    const records = await test.records('bot.api.call');
    expect(records.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([200n, 101n, 200n]);
    expect(toBody(records[0]!)['request']).toMatchObject({ headers: { expect: '100-continue' }, body: 'body' });
  });

  it('lets a rejection that nobody handles stay unhandled', async () => {
    const server = await startServer();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    const listeners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    onTestFinished(() => void listeners.forEach((listener) => process.on('unhandledRejection', listener)));
    const unhandled = once(process, 'unhandledRejection');
    await inTurn(test, async () => void fetch(server.closed));
    expect(((await unhandled) as [Error])[0].message).toBe('fetch failed');
  });

  it('records what has come when recording ends before an answer does', async () => {
    const server = await startServer();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    await inTurn(test, async () => {
      const response = await fetch(`${server.http}/stall/1`);
      expect(response.status).toBe(200);
      void fetch(server.silent).catch(() => {});
    });
    await test.telemetry.shutdown();
    const records = test.collector.eventsOf('bot.api.call');
    expect(
      records.map(({ attributes }) => [attributes['http.response.status_code'], attributes['error.type']]),
    ).toEqual([
      [200n, undefined],
      [undefined, 'aborted'],
    ]);
    expect(toBody(records[0]!)['response']).toMatchObject({ body: 'first;' });
  });
});
