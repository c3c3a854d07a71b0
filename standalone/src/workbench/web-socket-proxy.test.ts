import { once } from 'node:events';
import { createServer, request as startRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { logIn, startTestWorkbench } from './test-workbench.ts';

const PATH = '/api/plugin-proxy/botscope-logs-app/records/query?query=x%20y';

/** A gateway that greets, repeats what it is told, and refuses what is bad. */
async function startGateway() {
  const seen: IncomingMessage[] = [];
  const sockets: WebSocket[] = [];
  const webSockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    seen.push(request);
    if (request.url?.includes('bad')) {
      socket.end('HTTP/1.1 400 Bad Request\r\nSet-Cookie: a=b\r\nContent-Length: 11\r\n\r\nparse error');
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.push(webSocket);
      webSocket.on('message', (data: Buffer) => webSocket.send(`heard ${data.toString()}`));
      webSocket.send('hello');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.terminate();
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, sockets };
}

async function start() {
  const gateway = await startGateway();
  const workbench = await startTestWorkbench();
  workbench.environment.BOTSCOPE_GATEWAY_URL = gateway.url;
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (!isClosed) await workbench.close();
    isClosed = true;
  };
  onTestFinished(close);
  const headers = { cookie: await logIn(workbench.url, 'viewer'), origin: workbench.url };
  return { ...workbench, close, gateway, headers };
}

async function open(url: string, headers: Record<string, string>) {
  const socket = new WebSocket(url.replace(/^http/, 'ws') + PATH, { headers });
  const messages: string[] = [];
  let look = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    messages.push(data.toString());
    look();
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const until = async (count: number): Promise<void> => {
    while (messages.length < count) await new Promise<void>((resolve) => (look = resolve));
  };
  return { socket, messages, until, closed };
}

function tryUpgrade(url: string, path: string, headers: Record<string, string>): Promise<[number | undefined, string]> {
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = startRequest({ hostname, port, path, headers: { ...handshake, ...headers }, agent: false });
    request.on('upgrade', (_answer: IncomingMessage, socket: Socket) => {
      socket.destroy();
      resolve([101, '']);
    });
    request.on('response', (answer) => {
      let text = String(answer.headers['set-cookie'] ?? '');
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve([answer.statusCode, text]));
    });
    request.on('error', reject);
    request.end();
  });
}

describe('plugin proxy, WebSockets', () => {
  it("joins page and gateway with the headers of the route, and keeps the page's cookie to itself", async () => {
    const { url, headers, gateway } = await start();
    const client = await open(url, { ...headers, 'x-botscope-secret': 'mine', 'x-other': 'kept' });
    client.socket.send('you');
    await client.until(2);
    expect(client.messages).toEqual(['hello', 'heard you']);
    expect(gateway.seen[0]?.url).toBe('/records/query?query=x%20y');
    expect(gateway.seen[0]?.headers).toMatchObject({
      'x-botscope-secret': 'the-proxy-secret',
      'x-botscope-action': 'botscope-logs-app.conversations:read',
      'x-grafana-id': expect.any(String),
      'x-other': 'kept',
    });
    for (const name of ['cookie', 'origin']) expect(gateway.seen[0]?.headers).not.toHaveProperty(name);
  });

  it('opens none to another origin, to nobody, to a foreign host, or on a route that there is not', async () => {
    const { url, headers, gateway } = await start();
    const { cookie, origin } = headers;
    const statusOf = async (sent: Record<string, string>, path = PATH) => (await tryUpgrade(url, path, sent))[0];
    expect(await statusOf({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await statusOf({ cookie, origin: 'http://127.0.0.1:4000' })).toBe(403);
    expect(await statusOf({ cookie })).toBe(403);
    expect(await statusOf({ cookie, origin, host: 'evil.example' })).toBe(403);
    expect(await statusOf({ origin })).toBe(401);
    expect(await statusOf(headers, PATH.replace('records', 'audit'))).toBe(403);
    expect(await statusOf(headers, PATH.replace('records/query', 'other'))).toBe(404);
    expect(await statusOf(headers, '/api/user')).toBe(200);
    expect(gateway.seen).toEqual([]);
  });

  it('drops what a client names in Connection even where the route sets it', async () => {
    const { url, headers, gateway } = await start();
    await tryUpgrade(url, PATH, { ...headers, connection: 'Upgrade, X-Botscope-Secret' });
    expect(gateway.seen[0]?.headers).not.toHaveProperty('x-botscope-secret');
    expect(gateway.seen[0]?.headers.connection).toBe('Upgrade');
  });

  it('passes on an answer without an upgrade, and says when the gateway does not answer', async () => {
    const { url, headers, environment } = await start();
    expect(await tryUpgrade(url, PATH.replace('x%20y', 'bad'), headers)).toEqual([400, 'parse error']);
    environment.BOTSCOPE_GATEWAY_URL = 'http://127.0.0.1:1';
    expect(await tryUpgrade(url, PATH, headers)).toEqual([502, expect.stringContaining('ECONNREFUSED')]);
  });

  it('ends one side with the other', async () => {
    const { url, headers, gateway } = await start();
    const first = await open(url, headers);
    gateway.sockets[0]?.close(1001);
    expect(await first.closed).toBe(1001);
    const second = await open(url, headers);
    second.socket.terminate();
    await once(gateway.sockets[1] as WebSocket, 'close');
    const third = await open(url, headers);
    gateway.sockets[2]?.terminate();
    expect(await third.closed).toBe(1006);
  });

  it('does not keep the workbench from closing', async () => {
    const { url, headers, close } = await start();
    const client = await open(url, headers);
    await close();
    expect(await client.closed).toBe(1006);
  });
});
