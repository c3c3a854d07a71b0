import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as startRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkbench } from './create-workbench.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

/** A request as the upstream saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Login whose session cookie is sent. */
  readonly as?: 'viewer' | 'editor' | 'admin';
}

const MANIFEST = {
  id: 'botscope-logs-app',
  name: 'Botscope',
  info: { version: '1.2.3' },
  includes: [
    { type: 'page', name: 'Other', path: '/a/botscope-logs-app/other', addToNav: true },
    {
      type: 'page',
      name: 'Conversation logs',
      path: '/a/botscope-logs-app/conversations',
      action: 'botscope-logs-app.conversations:read',
      addToNav: true,
      defaultNav: true,
    },
    {
      type: 'page',
      name: 'Audit logs',
      path: '/a/botscope-logs-app/audit',
      action: 'botscope-logs-app.audit:read',
      addToNav: true,
    },
    { type: 'page', name: 'Configuration', path: '/plugins/botscope-logs-app', role: 'Admin', addToNav: true },
  ],
  roles: [
    { role: { permissions: [{ action: 'botscope-logs-app.conversations:read' }] }, grants: ['Viewer'] },
    { role: { permissions: [{ action: 'botscope-logs-app.conversations:flag' }] }, grants: ['Editor'] },
    { role: { permissions: [{ action: 'botscope-logs-app.audit:read' }] }, grants: ['Admin'] },
  ],
  routes: [
    route('records/query', 'GET', 'conversations:read'),
    route('records/label/*', 'GET', 'conversations:read', 'records/label'),
    route('sidecar/flags', 'PUT', 'conversations:flag'),
    route('audit/query', 'GET', 'audit:read'),
    { path: 'editors', method: 'GET', reqRole: 'Editor', url: '{{ .JsonData.gatewayUrl }}/editors' },
    { path: 'far', method: 'GET', url: 'http://example.com/far' },
    { path: 'broken', method: 'GET', url: '{{ .JsonData.missing }}/broken' },
  ],
};

function route(path: string, method: string, permission: string, upstreamPath = path): object {
  const reqAction = `botscope-logs-app.${permission}`;
  const headers = [
    { name: 'X-Botscope-Secret', content: '{{ .SecureJsonData.proxySecret }}' },
    { name: 'X-Botscope-Action', content: reqAction },
  ];
  return { path, method, reqAction, url: `{{ .JsonData.gatewayUrl }}/${upstreamPath}`, headers };
}

const PROVISIONING = `apiVersion: 1
apps:
  - type: botscope-logs-app
    jsonData:
      gatewayUrl: $BOTSCOPE_GATEWAY_URL
      productionDelayMinutes: 15
    secureJsonData:
      proxySecret: \${BOTSCOPE_PROXY_SECRET}
`;

const PAGE = `<!doctype html><html><head><meta property="csp-nonce" nonce="__BOTSCOPE_NONCE__">
<script nonce="__BOTSCOPE_NONCE__">/*__BOTSCOPE_BOOT__*/</script>
<script type="module" src="__BOTSCOPE_PUBLIC_PATH__build/index.js"></script></head><body>host page</body></html>`;

/** Handler of the upstream; the default answers with 200 and what it saw is kept. */
export type UpstreamHandler = (
  request: IncomingMessage,
  response: Parameters<NonNullable<Parameters<typeof createServer>[1]>>[1],
) => void;

/** A workbench on port 0 with a plugin, a page and an upstream of its own. */
export async function startTestWorkbench(
  options: { built?: boolean; upstream?: UpstreamHandler } & Partial<WorkbenchOptions> = {},
) {
  const directory = await mkdtemp(join(tmpdir(), 'workbench-'));
  const files = {
    pluginDirectory: join(directory, 'plugin'),
    pageDirectory: join(directory, 'page'),
    dataDirectory: join(directory, 'data'),
    provisioningFile: join(directory, 'plugins.yaml'),
  };
  await writeFile(files.provisioningFile, PROVISIONING);
  if (options.built !== false) await writeBuilds(files);
  const seen: SeenRequest[] = [];
  const upstream = await startUpstream(seen, options.upstream);
  const environment: Record<string, string> = {
    BOTSCOPE_GATEWAY_URL: `http://127.0.0.1:${upstream.port}`,
    BOTSCOPE_PROXY_SECRET: 'the-proxy-secret',
  };
  const { built: _built, upstream: _upstream, ...given } = options;
  const app = await createWorkbench({ ...files, environment, ...given });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = (path: string, sending: Sending = {}) => sendRequest(url, path, sending);
  const close = async () => {
    await app.close();
    await upstream.close();
    await rm(directory, { recursive: true });
  };
  return { app, url, send, seen, close, environment, ...files };
}

export type TestWorkbench = Awaited<ReturnType<typeof startTestWorkbench>>;

async function writeBuilds(files: { pluginDirectory: string; pageDirectory: string }): Promise<void> {
  await mkdir(files.pluginDirectory);
  await mkdir(join(files.pageDirectory, 'fonts'), { recursive: true });
  await writeFile(join(files.pluginDirectory, 'plugin.json'), JSON.stringify(MANIFEST));
  await writeFile(join(files.pluginDirectory, 'module.js'), 'define([], () => ({}))');
  await writeFile(join(files.pageDirectory, 'index.html'), PAGE);
}

async function startUpstream(seen: SeenRequest[], handler?: UpstreamHandler) {
  const server = createServer((request, response) => {
    if (handler) return handler(request, response);
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      response.setHeader('set-cookie', 'from=upstream').setHeader('cache-control', 'max-age=60').end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { port: (server.address() as AddressInfo).port, close };
}

/** Sends a path exactly as it is written; logs in first where `as` is given. */
export async function sendRequest(url: string, path: string, sending: Sending): Promise<Answer> {
  const { as, headers = {}, ...rest } = sending;
  const session: Record<string, string> = as === undefined ? {} : { cookie: await logIn(url, as) };
  return sendPlain(url, path, { ...rest, headers: { ...session, ...headers } });
}

/** Session cookie of a login. */
export async function logIn(url: string, user: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const { headers: answered } = await sendPlain(url, '/login', {
    method: 'POST',
    headers,
    body: JSON.stringify({ user }),
  });
  return (answered['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

function sendPlain(url: string, path: string, { method = 'GET', headers, body }: Sending): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = startRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}
