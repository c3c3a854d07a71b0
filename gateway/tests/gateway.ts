import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { GatewayConfig } from '../src/config.ts';
import { createGateway } from '../src/create-gateway.ts';
import type { GatewayOptions } from '../src/gateway-options.ts';
import { createTestKey, signToken, startTestGrafana, type Claims, type TestGrafana, type TestKey } from './grafana.ts';

export const PROXY_SECRET = '0c9a7f31d2b84e65a1f0';
export const INTERNAL_SECRET = '7be1d4903fa2c6588d71';
export const READ_TOKEN = 'f41c0e86b7d92a35c60e';
export const NOW_MILLIS = 1_795_240_100_000;

/** A request as it arrived behind the gateway. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A request to send. */
export interface Asked {
  readonly method?: string;
  /** Raw: sent as it is. */
  readonly path: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

/** Sends a request whose path nothing normalises. */
export function ask(baseUrl: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString('utf8'),
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Any HTTP server on a free port, closed when the test ends. */
export async function startServer(handle: http.RequestListener): Promise<string> {
  const server = http.createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startUpstream(seen: SeenRequest[]): Promise<string> {
  return startServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      response.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'a=b', ETag: '"1"' });
      response.end('{"status":"success"}');
    });
  });
}

/** A running gateway and everything around it. */
export interface TestGateway {
  readonly people: string;
  readonly readOnly: string;
  readonly grafana: TestGrafana;
  readonly key: TestKey;
  /** What arrived at Loki, Tempo and the sidecar. */
  readonly seen: SeenRequest[];
  /** Claims of a person with a role, as in the fixture. */
  readonly claims: (role: string, changes?: Claims) => Claims;
  /** Headers of a request that may pass, for a role and a permission. */
  readonly headers: (role: string, permission: string, changes?: http.OutgoingHttpHeaders) => http.OutgoingHttpHeaders;
}

/** A gateway on free ports with a key server and one recording server as Loki, Tempo and sidecar. */
export async function startTestGateway(
  changes: Partial<GatewayConfig> = {},
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const grafana = await startTestGrafana();
  const [key = createTestKey('none')] = grafana.keys;
  const seen: SeenRequest[] = [];
  const upstream = await startUpstream(seen);
  const config: GatewayConfig = {
    host: '127.0.0.1',
    port: 0,
    readOnlyHost: '127.0.0.1',
    readOnlyPort: 0,
    proxySecret: PROXY_SECRET,
    internalSecret: INTERNAL_SECRET,
    readToken: undefined,
    lokiUrl: `${upstream}/as-loki`,
    lokiTenant: undefined,
    lokiAuthorization: undefined,
    tempoUrl: `${upstream}/as-tempo`,
    tempoTenant: undefined,
    tempoAuthorization: undefined,
    sidecarUrl: `${upstream}/as-sidecar`,
    grafanaUrl: grafana.url,
    grafanaRootUrl: 'http://127.0.0.1:3000/',
    grafanaOrgIds: [1],
    apiLogs: 'on',
    rolesFrom: 'token',
    anonymous: 'off',
    serviceAccounts: 'off',
    ...changes,
  };
  const gateway = createGateway(config, { clock: () => NOW_MILLIS, ...options });
  const urls = await gateway.listen();
  onTestFinished(async () => {
    await gateway.close();
    await grafana.close();
  });
  const claims = (role: string, more: Claims = {}): Claims => ({
    aud: 'org:1',
    authenticatedBy: 'password',
    email: `${role.toLowerCase()}@example.test`,
    exp: NOW_MILLIS / 1000 + 600,
    iat: NOW_MILLIS / 1000 - 10,
    identifier: `uid-${role.toLowerCase()}`,
    iss: 'http://127.0.0.1:3000/',
    name: `${role} Person`,
    namespace: 'default',
    role,
    sub: 'user:2',
    type: 'user',
    username: role.toLowerCase(),
    ...more,
  });
  const headers = (
    role: string,
    permission: string,
    more: http.OutgoingHttpHeaders = {},
  ): http.OutgoingHttpHeaders => ({
    'X-Botscope-Secret': PROXY_SECRET,
    'X-Botscope-Action': `botscope-logs-app.${permission}`,
    'X-Grafana-Id': signToken(key, claims(role)),
    ...more,
  });
  return { ...urls, grafana, key, seen, claims, headers };
}
