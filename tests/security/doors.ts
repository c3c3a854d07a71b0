import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSessionCookie } from '../browser/send-raw.ts';
import { toMarkedLogs } from '../product/marked-records.ts';
import type { Product } from '../product/start-product.ts';

/** A request that one of the ports grants when it comes from where it should. */
export interface Door {
  /** Port, method and path. */
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it changes something. */
  readonly changes: boolean;
}

/** Text of the records that the doors would store. */
export const DOOR_MARK = 'mark-of-doors';
const JSON_TYPE = 'application/json';
const PROXY = '/api/plugin-proxy/botscope-logs-app/';
/** Asks for every record of a tenant. */
export const QUERY = `?${new URLSearchParams({ query: '{service_name=~".+"}' }).toString()}`;
/** What the doors of the demo's admin page and of the flags would save. */
export const CARD = { title: 'Welcome', text: DOOR_MARK, buttons: 'One' };
export const FLAG = { bot: 'doors', environment: 'sandbox', conversation: 'c-1' };

/** A door by the name of its port. */
type PortDoor = Omit<Door, 'name' | 'url'> & { readonly port: string };

const read = (port: string, path: string, headers: Door['headers'] = {}): PortDoor => ({
  port,
  method: 'GET',
  path,
  headers,
  changes: false,
});

function change(port: string, method: string, path: string, body: object | string, headers: Door['headers']): PortDoor {
  return {
    port,
    method,
    path,
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    changes: true,
  };
}

/** What the ports of a running product grant, as those send it who may ask. Parts that do not run are left out. */
export async function openDoors({ urls, dataDirectory }: Product): Promise<readonly Door[]> {
  const own = { origin: urls.ui, cookie: await readSessionCookie(urls.ui, 'Admin') };
  const secrets = JSON.parse(readFileSync(join(dataDirectory, 'secrets.json'), 'utf8')) as { ingestToken: string };
  const ingest = { authorization: `Bearer ${secrets.ingestToken}` };
  const tenant = { 'x-scope-orgid': 'bots' };
  const logs = toMarkedLogs({ message: DOOR_MARK });
  const doors = [
    read('ui', '/a/botscope-logs-app/conversations', own),
    read('ui', '/api/user', own),
    read('ui', '/api/signing-keys/keys'),
    read('ui', `${PROXY}records/loki/api/v1/query_range${QUERY}`, own),
    change('ui', 'POST', '/login', { user: 'admin' }, own),
    change('ui', 'PATCH', '/api/user/preferences', { theme: 'dark' }, own),
    change('ui', 'PUT', `${PROXY}sidecar/flags`, FLAG, own),
    change('otlp', 'POST', '/v1/logs', logs, {}),
    change('otlp', 'POST', '/v1/traces', '{}', {}),
    read('loki', `/loki/api/v1/query_range${QUERY}`, tenant),
    read('loki', '/loki/api/v1/labels', tenant),
    change('loki', 'POST', '/otlp/v1/logs', logs, tenant),
    read('tempo', '/api/echo'),
    read('gatewayReadOnly', '/loki/api/v1/labels'),
    read('sidecar', '/health'),
    change('sidecar', 'POST', '/v1/logs', logs, ingest),
    read('demo', '/'),
    read('demo', '/api/content'),
    change('demo', 'POST', '/api/messages', { text: DOOR_MARK }, {}),
    change('demo', 'PUT', '/api/content/card/41', CARD, {}),
  ];
  const addresses: Readonly<Record<string, string | undefined>> = { ...urls };
  return doors.flatMap(({ port, ...door }) => {
    const url = addresses[port];
    if (url === undefined || url === '') return [];
    return [{ ...door, url, name: `${port} ${door.method} ${door.path.split('?')[0] ?? ''}` }];
  });
}
