import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { now, openTail, refusalOf, SELECTOR, startTailServer, TailClient } from './test-tail.ts';

const HOUR_NANOS = 3_600_000_000_000n;

describe('GET /loki/api/v1/tail', () => {
  it('sends what is there, oldest first and at most the limit, and then what comes', async () => {
    const { url, push } = await startTailServer();
    for (const body of ['one', 'two', 'three']) await push({ body });
    const client = await openTail(url, { limit: '2' });
    await client.until(({ lines }) => lines.length === 2);
    await push({ body: 'four' });
    await client.until(({ lines }) => lines.length === 3);
    expect(client.lines).toEqual(['two', 'three', 'four']);
    expect(client.frames[0]).toEqual({
      streams: ['two', 'three'].map((line) => ({
        stream: expect.objectContaining({ service_name: 'bot', severity_text: 'INFO' }) as object,
        values: [[expect.stringMatching(/^\d{19}$/), line]],
      })),
    });
  });

  it('begins at start, an hour ago unless it is given', async () => {
    const { url, push } = await startTailServer();
    await push({ body: 'old', timestampUnixNano: now() - 2n * HOUR_NANOS }, { body: 'new' });
    const short = await openTail(url);
    const long = await openTail(url, { start: String(now() - 3n * HOUR_NANOS) });
    await push({ body: 'end' });
    await Promise.all([short, long].map((client) => client.until(({ lines }) => lines.includes('end'))));
    expect([short.lines, long.lines]).toEqual([
      ['new', 'end'],
      ['old', 'new', 'end'],
    ]);
  });

  it('sends records of equal and of older times, in order of arrival', async () => {
    const { url, push } = await startTailServer();
    const time = now();
    const client = await openTail(url);
    const times = [time, time, time - HOUR_NANOS, time - 48n * HOUR_NANOS, time];
    for (const [index, timestampUnixNano] of times.entries()) {
      await push({ body: `${index}`, timestampUnixNano });
      await client.until(({ lines }) => lines.length === index + 1);
    }
    expect(client.lines).toEqual(['0', '1', '2', '3', '4']);
  });

  it('shows a new record within a second', async () => {
    const { url, push } = await startTailServer({ tailLimits: { gatherMillis: 200 } });
    const client = await openTail(url);
    await push({ body: 'the thread of tails is started' });
    await client.until(({ lines }) => lines.length === 1);
    const waits: number[] = [];
    for (const count of [2, 3, 4]) {
      const began = performance.now();
      await push({ body: 'new' });
      await client.until(({ lines }) => lines.length === count);
      waits.push(performance.now() - began);
    }
    // The shortest: the others also tell what else this machine does.
    expect(Math.min(...waits)).toBeLessThan(1000);
  });

  it('waits delay_for seconds for older records that come late, and sends them in the order of their times', async () => {
    const { url, push } = await startTailServer();
    const client = await openTail(url, { delay_for: '1' });
    const time = now();
    const began = performance.now();
    await push({ body: 'second', timestampUnixNano: time });
    await push({ body: 'first', timestampUnixNano: time - 1n });
    await client.until(({ lines }) => lines.length === 2);
    expect(performance.now() - began).toBeGreaterThan(900);
    expect([...client.lines].sort()).toEqual(['first', 'second']);
  });

  it('applies the query, and tells metadata apart where it is asked to', async () => {
    const { url, push } = await startTailServer();
    const client = await openTail(
      url,
      { query: `${SELECTOR} | json | kind="wanted"` },
      { headers: { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' } },
    );
    await push({ body: '{"kind":"other"}' }, { body: '{"kind":"wanted"}', attributes: { 'session.id': 's' } });
    await client.until(({ lines }) => lines.length === 1);
    expect(client.frames).toEqual([
      {
        streams: [
          {
            stream: { service_name: 'bot' },
            values: [
              [
                expect.any(String),
                '{"kind":"wanted"}',
                {
                  structuredMetadata: expect.objectContaining({ session_id: 's' }) as object,
                  parsed: { kind: 'wanted' },
                },
              ],
            ],
          },
        ],
        encodingFlags: ['categorize-labels'],
      },
    ]);
  });

  it('never shows a tenant the records of another, in what is there or in what comes', async () => {
    const { url, push } = await startTailServer();
    const all = async () => {
      await push({ tenant: 'api', body: 'api' }, { tenant: 'audit', body: 'audit' }, { tenant: 'bots', body: 'bots' });
    };
    await all();
    const clients = ['bots', 'api', 'audit', 'strangers'].map(
      (tenant) => new TailClient(url, {}, { headers: { 'X-Scope-OrgID': tenant } }),
    );
    await Promise.all(clients.map(({ opened }) => opened));
    await all();
    await Promise.all(clients.slice(0, 3).map((client) => client.until(({ lines }) => lines.length === 2)));
    expect(clients.map(({ lines }) => lines)).toEqual([['bots', 'bots'], ['api', 'api'], ['audit', 'audit'], []]);
  });

  it('answers a mistake with 400 and the reason instead of the upgrade', async () => {
    const { url } = await startTailServer();
    for (const [parameters, reason] of [
      [{ query: '{' }, 'parse error at line 1, col 2'],
      [{ query: '' }, 'parse error'],
      [{ query: `count_over_time(${SELECTOR}[1m])` }, 'only log queries can be tailed'],
      [{ limit: '0' }, 'limit must be a positive value'],
      [{ limit: 'x' }, "could not parse 'limit'"],
      [{ start: 'x' }, "could not parse 'start'"],
      [{ delay_for: '6' }, "delay_for can't be greater than 5"],
      [{ delay_for: 'x' }, "could not parse 'delay_for'"],
    ] as const) {
      expect(await refusalOf(url, parameters)).toEqual([400, expect.stringContaining(reason)]);
    }
  });

  it('checks host, origin, token and tenant as every other path does', async () => {
    const { url } = await startTailServer({ readToken: 'right' });
    const own = { authorization: 'Bearer right' };
    const statusOf = async (headers: Record<string, string>) => (await refusalOf(url, {}, { headers }))[0];
    expect(await statusOf({ ...own, host: 'evil.example' })).toBe(403);
    expect(await statusOf({ ...own, origin: 'http://evil.example' })).toBe(403);
    expect(await statusOf({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await statusOf({ ...own, 'X-Scope-OrgID': '' })).toBe(401);
    await openTail(url, {}, { headers: { ...own, origin: `http://${url}` } });
  });

  it('answers 400 without an upgrade, and lets other paths ignore one', async () => {
    const { url } = await startTailServer();
    const headers = { 'X-Scope-OrgID': 'bots' };
    const plain = await fetch(`http://${url}/loki/api/v1/tail?query=x`, { headers });
    expect([plain.status, await plain.text()]).toEqual([400, expect.stringContaining('WebSocket')]);
    const status = await new Promise((resolve, reject) => {
      const upgrade = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' };
      request(`http://${url}/ready`, { headers: upgrade }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  it('refuses a tenant more tails than there is room for, and has room again when one ends', async () => {
    const { url, push } = await startTailServer({ tailLimits: { maxTails: 1 } });
    const first = await openTail(url);
    expect(await refusalOf(url)).toEqual([429, expect.stringContaining('too many tails')]);
    await openTail(url, {}, { headers: { 'X-Scope-OrgID': 'audit' } });
    await openTail(url, {}, { headers: { 'X-Scope-OrgID': 'stranger' } });
    expect((await refusalOf(url, {}, { headers: { 'X-Scope-OrgID': 'other stranger' } }))[0]).toBe(429);
    first.socket.close();
    await first.closed;
    const second = await openTail(url);
    await push({ body: 'x' });
    await second.until(({ lines }) => lines.length === 1);
  });

  it('says good-bye when the server stops', async () => {
    const { url, app } = await startTailServer();
    const client = await openTail(url);
    await app.close();
    expect(await client.closed).toEqual([1001, 'the server is stopping']);
  });

  it('pings, and cuts off a client that does not answer', async () => {
    const { url } = await startTailServer({ tailLimits: { pingMillis: 20 } });
    const living = await openTail(url);
    const dead = await openTail(url, {}, { autoPong: false });
    expect((await dead.closed)[0]).toBe(1006);
    expect(living.socket.readyState).toBe(living.socket.OPEN);
  });

  it('cuts off a client that sends more than a pong', async () => {
    const { url } = await startTailServer();
    const client = await openTail(url);
    client.socket.send('x'.repeat(2000));
    expect((await client.closed)[0]).toBe(1009);
  });
});
