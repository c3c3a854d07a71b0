import { once } from 'node:events';
import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ALLOWED_ROUTES, toAction } from '@botscope/conventions';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { ask, INTERNAL_SECRET, NOW_MILLIS, PROXY_SECRET, READ_TOKEN, startTestGateway } from '../tests/gateway.ts';
import { createTestKey, signToken } from '../tests/grafana.ts';
import { readGatewayConfig } from './config.ts';
import { createGateway } from './create-gateway.ts';

const TAIL = '/records/loki/api/v1/tail?query=%7Ba%3D%22b%22%7D';
const PLAIN_TAIL = '/loki/api/v1/tail?query=x';
const READ = 'conversations:read';
const TAILS = ALLOWED_ROUTES.filter((route) => route.webSocket === true);
const PAGE = 'http://127.0.0.1:3000';

/** A Loki whose tail greets, repeats what it is told, and refuses bad queries. */
async function startTailLoki() {
  const seen: http.IncomingMessage[] = [];
  const sockets: WebSocket[] = [];
  const webSockets = new WebSocketServer({ noServer: true });
  const server = http.createServer((_request, response) => response.writeHead(400).end('no upgrade'));
  server.on('upgrade', (request: http.IncomingMessage, socket: Socket, head: Buffer) => {
    seen.push(request);
    if (request.url?.includes('bad')) {
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nparse error');
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.push(webSocket);
      webSocket.on('message', (data: Buffer) => webSocket.send(`heard ${data.toString()}`));
      webSocket.send('{"streams":[]}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.terminate();
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/as-loki`, seen, sockets };
}

async function start(
  changes: Parameters<typeof startTestGateway>[0] = {},
  options: Parameters<typeof startTestGateway>[1] = {},
) {
  const loki = await startTailLoki();
  return { ...(await startTestGateway({ lokiUrl: loki.url, ...changes }, options)), loki };
}

/** Opens a WebSocket; what comes is kept from the beginning. */
async function open(base: string, path: string, headers: http.OutgoingHttpHeaders = {}) {
  const socket = new WebSocket(base.replace(/^http/, 'ws') + path, { headers: headers as Record<string, string> });
  const messages: string[] = [];
  let look = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    messages.push(data.toString());
    look();
  });
  const until = async (count: number): Promise<void> => {
    while (messages.length < count) await new Promise<void>((resolve) => (look = resolve));
  };
  const closed = once(socket, 'close').then(([code]) => code as number);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return { socket, messages, until, closed };
}

interface Refusal {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
}

const HANDSHAKE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** The answer in the place of an upgrade; 101 when there is an upgrade after all. The path is sent as it is. */
function tryUpgrade(
  base: string,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<Refusal> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers: { ...HANDSHAKE, ...headers }, agent: false });
    request.on('upgrade', (answer: http.IncomingMessage, socket: Socket) => {
      socket.destroy();
      resolve({ status: 101, body: '', headers: answer.headers });
    });
    request.on('response', (answer) => {
      let body = '';
      answer.on('data', (part: Buffer) => (body += part.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode, body, headers: answer.headers }));
    });
    request.on('error', reject);
    request.end();
  });
}

const codeOf = ({ body }: Refusal): unknown => (JSON.parse(body) as { code: unknown }).code;

describe('createGateway, WebSockets of people', () => {
  it('joins client and store under the tenant of the area, and forwards only what the handshake needs', async () => {
    const { people, headers, loki } = await start();
    const own = {
      'X-Scope-OrgID': 'audit',
      Cookie: 'a=b',
      Authorization: 'Basic eDp5',
      'X-Loki-Response-Encoding-Flags': 'categorize-labels',
    };
    const client = await open(people, TAIL, headers('Viewer', READ, own));
    client.socket.send('hello');
    await client.until(2);
    expect(client.messages).toEqual(['{"streams":[]}', 'heard hello']);
    expect(loki.seen[0]?.url).toBe('/as-loki/loki/api/v1/tail?query=%7Ba%3D%22b%22%7D');
    expect(loki.seen[0]?.headers).toMatchObject({
      'x-scope-orgid': 'bots',
      'x-loki-response-encoding-flags': 'categorize-labels',
    });
    const allowed = /^(host|connection|upgrade|sec-websocket-\w+|x-scope-orgid|x-loki-response-encoding-flags)$/;
    expect(Object.keys(loki.seen[0]?.headers ?? {}).filter((name) => !allowed.test(name))).toEqual([]);
    client.socket.close();
    await once(loki.sockets[0] as WebSocket, 'close');
  });

  it('opens no tail to anybody but a signed role that reaches the area', async () => {
    const { people, headers, key, claims, loki } = await start();
    const ranks: Readonly<Record<string, number>> = { Viewer: 0, Editor: 1, Admin: 2 };
    const minimum: Readonly<Record<string, number>> = {
      'conversations:read': 0,
      'api-calls:read': 1,
      'audit:read': 2,
    };
    const unexpected: string[] = [];
    let opened = 0;
    expect(TAILS.map(({ area }) => area)).toEqual(['records', 'api-calls', 'audit']);
    for (const { area, path, permission } of TAILS) {
      const tail = `/${area}/${path}`;
      const complete = headers('Admin', permission);
      const attempts: [what: string, status: number, path: string, headers: http.OutgoingHttpHeaders][] = [
        ...Object.entries(ranks).map(([role, rank]): (typeof attempts)[number] => [
          role,
          rank >= (minimum[permission] ?? 9) ? 101 : 403,
          tail,
          headers(role, permission),
        ]),
        ['no secret', 403, tail, { ...complete, 'X-Botscope-Secret': '' }],
        ['wrong secret', 403, tail, { ...complete, 'X-Botscope-Secret': 'wrong' }],
        ['no action', 403, tail, { ...complete, 'X-Botscope-Action': '' }],
        ['other action', 403, tail, { ...complete, 'X-Botscope-Action': toAction('conversations:flag') }],
        ['no identity', 403, tail, { ...complete, 'X-Grafana-Id': '' }],
        ['foreign key', 403, tail, { ...complete, 'X-Grafana-Id': signToken(createTestKey(key.id), claims('Admin')) }],
        [
          'expired',
          403,
          tail,
          { ...complete, 'X-Grafana-Id': signToken(key, claims('Admin', { exp: NOW_MILLIS / 1000 - 60 })) },
        ],
        ['dot segments', 403, `/records/..${tail}`, complete],
        ['encoded letter', 403, tail.replace('tail', '%74ail'), complete],
        ['double slash', 403, tail.replace('/tail', '//tail'), complete],
        ['trailing slash', 403, `${tail}/`, complete],
        ['semicolon', 403, `${tail};x`, complete],
        ['named in Connection', 403, tail, { ...complete, Connection: 'Upgrade, X-Botscope-Secret' }],
      ];
      for (const [what, expected, asked, sent] of attempts) {
        const { status } = await tryUpgrade(people, asked, sent);
        if (status !== expected) unexpected.push(`${area} ${what}: ${status}`);
        if (expected === 101) opened += 1;
      }
    }
    expect(unexpected).toEqual([]);
    expect(loki.seen).toHaveLength(opened);
    expect(new Set(loki.seen.map((request) => request.headers['x-scope-orgid']))).toEqual(
      new Set(['bots', 'api', 'audit']),
    );
  });

  it('upgrades nothing but a tail, by GET alone, and answers no tail without an upgrade', async () => {
    const { people, headers, loki } = await start();
    for (const { area, path, permission, method, webSocket } of ALLOWED_ROUTES) {
      if (webSocket === true) continue;
      const plain = `/${area}/${path.replace('{name}', 'bot_id').replace('{hex}', 'a1')}`;
      const { status } = await tryUpgrade(people, plain, headers('Admin', permission), method);
      expect(status, `${method} ${plain}`).toBe(403);
    }
    expect((await tryUpgrade(people, TAIL, headers('Viewer', READ), 'POST')).status).toBe(403);
    expect((await ask(people, { path: TAIL, headers: headers('Viewer', READ) })).status).toBe(403);
    const other = await tryUpgrade(people, TAIL, headers('Viewer', READ, { Upgrade: 'h2c' }));
    expect(other.status).toBe(403);
    expect(loki.seen).toEqual([]);
  });

  it.each([
    [{ Origin: 'http://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'http://127.0.0.1:4000' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ Origin: PAGE, 'Sec-Fetch-Site': 'same-origin' }, 101],
  ])('lets pages of its own site alone open one: %j is answered %d', async (own, status) => {
    const { people, headers } = await start();
    expect((await tryUpgrade(people, TAIL, headers('Viewer', READ, own))).status).toBe(status);
  });

  it('has no tail of API logs where they are switched off', async () => {
    const { people, headers } = await start({ apiLogs: 'off' });
    const refusal = await tryUpgrade(people, '/api-calls/loki/api/v1/tail', headers('Admin', 'api-calls:read'));
    expect([refusal.status, codeOf(refusal)]).toEqual([404, 'api_logs_off']);
  });

  it('passes on the answer of a store that does not upgrade, and names one that is down', async () => {
    const { people, headers } = await start();
    const refusal = await tryUpgrade(people, '/records/loki/api/v1/tail?query=bad', headers('Viewer', READ));
    expect([refusal.status, refusal.body, refusal.headers['content-type']]).toEqual([400, 'parse error', 'text/plain']);
    expect(refusal.headers).toMatchObject({ 'cache-control': 'no-store', 'content-security-policy': 'sandbox' });
    const down = await startTestGateway({ lokiUrl: 'http://127.0.0.1:1' });
    const answer = await tryUpgrade(down.people, TAIL, down.headers('Viewer', READ));
    expect([answer.status, codeOf(answer)]).toEqual([502, 'upstream_down']);
  });

  it('ends one that is silent for too long, and one that lives too long', async () => {
    const idle = await start({}, { webSocketLimits: { idleMillis: 500, lifeMillis: 60_000 } });
    const silent = await open(idle.people, TAIL, idle.headers('Viewer', READ));
    expect(await silent.closed).toBe(1006);
    const old = await start({}, { webSocketLimits: { idleMillis: 60_000, lifeMillis: 500 } });
    const chatty = await open(old.people, TAIL, old.headers('Viewer', READ));
    const [upstream] = old.loki.sockets;
    const upstreamClosed = once(upstream as WebSocket, 'close');
    const talk = (): void =>
      void (upstream?.readyState === WebSocket.OPEN && upstream.send('x', () => setImmediate(talk)));
    talk();
    expect(await chatty.closed).toBe(1006);
    await upstreamClosed;
  });

  it('ends one whose client sends more than pongs ever are', async () => {
    const { people, headers } = await start();
    const client = await open(people, TAIL, headers('Viewer', READ));
    client.socket.send('x'.repeat(2 * 1024 * 1024));
    expect(await client.closed).toBe(1006);
  });

  it('ends the other side when one side ends', async () => {
    const { people, headers, loki } = await start();
    const first = await open(people, TAIL, headers('Viewer', READ));
    loki.sockets[0]?.close(1001, 'the server is stopping');
    expect(await first.closed).toBe(1001);
    const second = await open(people, TAIL, headers('Viewer', READ));
    second.socket.terminate();
    await once(loki.sockets[1] as WebSocket, 'close');
  });
});

describe('createGateway, WebSockets of data sources', () => {
  it('end when the gateway closes', async () => {
    const loki = await startTailLoki();
    const config = readGatewayConfig({
      BOTSCOPE_PROXY_SECRET: PROXY_SECRET,
      BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET,
      BOTSCOPE_LOKI_URL: loki.url,
      BOTSCOPE_GATEWAY_PORT: '0',
      BOTSCOPE_GATEWAY_READ_PORT: '0',
    });
    const gateway = createGateway(config);
    const client = await open((await gateway.listen()).readOnly, PLAIN_TAIL);
    await gateway.close();
    expect(await client.closed).toBe(1006);
  });

  it('joins Grafana and Loki under tenant bots', async () => {
    const { readOnly, loki } = await start();
    const client = await open(readOnly, PLAIN_TAIL, { 'X-Scope-OrgID': 'audit' });
    await client.until(1);
    expect(loki.seen[0]?.headers['x-scope-orgid']).toBe('bots');
  });

  it('refuses pages of whatever site, foreign names and wrong tokens', async () => {
    const { readOnly, loki } = await start();
    for (const own of [{ Origin: PAGE }, { Origin: 'http://evil.example' }, { Host: 'evil.example:4391' }]) {
      expect((await tryUpgrade(readOnly, PLAIN_TAIL, own)).status).toBe(403);
    }
    const exposed = await start({ readOnlyHost: '0.0.0.0', readToken: READ_TOKEN });
    const url = exposed.readOnly.replace('0.0.0.0', '127.0.0.1');
    expect((await tryUpgrade(url, PLAIN_TAIL)).status).toBe(403);
    expect((await tryUpgrade(url, PLAIN_TAIL, { Authorization: `Bearer ${READ_TOKEN}` })).status).toBe(101);
    expect((await tryUpgrade(readOnly, '/loki/api/v1/push', {}, 'POST')).status).toBe(403);
    expect(loki.seen).toEqual([]);
  });
});
