import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, type RawAnswer } from '../browser/send-raw.ts';
import { findMarks, storeMarks } from '../product/marked-records.ts';
import { startProduct, type Product } from '../product/start-product.ts';
import { createAskedCount } from './asked-count.ts';
import { DOOR_MARK, FLAG, openDoors, QUERY, type Door } from './doors.ts';
import { sendUpgrade } from './send-upgrade.ts';

/** Names that a page of somebody else has, some of which its owner lets point to this machine. */
const FOREIGN_HOSTS = [
  'evil.example',
  'evil.example:3000',
  '127.0.0.1.evil.example',
  'localhost.evil.example:3000',
  'localhost.',
  '0.0.0.0:3000',
  '[::]:3000',
  '10.0.0.1',
  '169.254.169.254',
  'host.docker.internal',
  '127.0.0.1@evil.example',
];

const FOREIGN_ORIGINS = [
  'http://evil.example',
  'https://127.0.0.1.evil.example',
  'http://localhost:1',
  'http://127.0.0.1',
  'null',
  'file://',
  'chrome-extension://abcdefghijklmnop',
];

/** Content types that a page may send to any server without asking first. */
const SIMPLE_CONTENT_TYPES = [
  'text/plain',
  'text/plain; charset=utf-8; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
];

let product: Product;
let doors: readonly Door[];

const ask = (door: Door, headers: Door['headers'] = {}): Promise<RawAnswer> =>
  sendRaw(door.url, door.path, {
    method: door.method,
    headers: { ...door.headers, ...headers },
    ...(door.body === undefined ? {} : { body: door.body }),
  });

/** Everything that the doors could have changed. */
async function readState(): Promise<unknown> {
  const { loki, ui, demo = '' } = product.urls;
  const own = doors.find(({ name }) => name === 'ui GET /api/user')?.headers ?? {};
  const flags = await sendRaw(ui, '/api/plugin-proxy/botscope-logs-app/sidecar/flags', { headers: { ...own } });
  const content = await sendRaw(demo, '/api/content');
  return { flags: JSON.parse(flags.text), content: JSON.parse(content.text), marks: await findMarks(loki, DOOR_MARK) };
}

beforeAll(async () => {
  product = await startProduct();
  doors = await openDoors(product);
}, 60_000);

afterAll(() => product.stop());

/** Headers of requests that a page of another site can make, by corpus, with the statuses that refuse them. */
const CORPORA: readonly {
  readonly name: string;
  readonly concerns: (door: Door) => boolean;
  readonly headers: readonly Door['headers'][];
  readonly refusals: readonly number[];
}[] = [
  {
    name: 'DNS rebinding',
    concerns: () => true,
    // A page whose name points here is of the same origin as the address that it asks.
    headers: FOREIGN_HOSTS.flatMap((host): Door['headers'][] => [
      { host },
      { host, origin: `http://${host}` },
      { host, 'x-forwarded-host': '127.0.0.1' },
    ]),
    refusals: [403],
  },
  {
    name: 'CSRF by a foreign Origin',
    concerns: ({ changes }) => changes,
    headers: FOREIGN_ORIGINS.map((origin) => ({ origin })),
    refusals: [403],
  },
  {
    name: 'CSRF by a form or a text',
    concerns: ({ changes }) => changes,
    headers: SIMPLE_CONTENT_TYPES.map((contentType) => ({ 'content-type': contentType })),
    refusals: [400, 415],
  },
];

describe('a page of another site', () => {
  it('X2: is granted nothing and changes nothing at any port', async () => {
    const before = await readState();
    const unexpected: string[] = [];
    for (const { name, concerns, headers, refusals } of CORPORA) {
      const count = createAskedCount(name);
      for (const door of doors.filter(concerns)) {
        for (const forged of headers) {
          const answer = await ask(door, forged);
          count.check(`${door.name}, ${JSON.stringify(forged)}`, answer, refusals);
          if (answer.headers['set-cookie'] !== undefined) unexpected.push(`${door.name} sets a cookie`);
        }
      }
      console.log(count.totals());
      unexpected.push(...count.unexpected);
    }
    expect(unexpected).toEqual([]);
    expect(await readState()).toEqual(before);
    expect(new Set(doors.map(({ url }) => url)).size).toBe(7);
  });

  it('is allowed to read no answer, and no request that needs permission', async () => {
    const readable: string[] = [];
    for (const door of doors) {
      const preflight = { origin: 'http://evil.example', 'access-control-request-method': door.method };
      const answers = [
        await ask(door, { origin: 'http://evil.example' }),
        await sendRaw(door.url, door.path, { method: 'OPTIONS', headers: preflight }),
      ];
      for (const { headers } of answers) {
        const permissions = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
        if (permissions.length > 0) readable.push(`${door.name}: ${permissions.join(', ')}`);
      }
    }
    expect(readable).toEqual([]);
  });
});

describe('a WebSocket', () => {
  /** Where records can be tailed, and what those send who may. */
  const listTails = (): readonly (readonly [url: string, path: string, headers: Door['headers']])[] => {
    const { ui, loki, gatewayReadOnly } = product.urls;
    const own = doors.find(({ name }) => name === 'ui GET /api/user')?.headers ?? {};
    const tail = `/loki/api/v1/tail${QUERY}`;
    return [
      [ui, `/api/plugin-proxy/botscope-logs-app/records${tail}`, own],
      [loki, tail, { 'x-scope-orgid': 'bots' }],
      [gatewayReadOnly, tail, {}],
    ];
  };

  it('is opened to no page of another site, which could read it without being asked', async () => {
    const count = createAskedCount('WebSockets of foreign pages');
    for (const [url, path, headers] of listTails()) {
      for (const origin of FOREIGN_ORIGINS) {
        count.check(`${url} ${origin}`, await sendUpgrade(url, path, { ...headers, origin }), [403]);
      }
      for (const host of FOREIGN_HOSTS) {
        const origin = `http://${host}`;
        count.check(`${url} ${host}`, await sendUpgrade(url, path, { ...headers, host }), [403]);
        count.check(`${url} ${host}, its own`, await sendUpgrade(url, path, { ...headers, host, origin }), [403]);
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });

  it('is opened to those who may', async () => {
    const count = createAskedCount('WebSockets');
    await storeMarks(product.urls.otlp, { message: DOOR_MARK });
    for (const [url, path, headers] of listTails()) {
      count.check(url, await sendUpgrade(url, path, headers), [101]);
    }
    expect(count.unexpected).toEqual([]);
  });
});

describe('the same requests from where they should come', () => {
  it('are granted and do change something', async () => {
    const count = createAskedCount('own requests');
    for (const door of doors) count.check(door.name, await ask(door), [200, 204]);
    expect(count.unexpected).toEqual([]);
    const { flags, content, marks } = (await readState()) as Record<string, unknown>;
    expect(flags).toMatchObject([FLAG]);
    expect(JSON.stringify(content)).toContain(DOOR_MARK);
    expect(JSON.stringify(marks)).toContain(DOOR_MARK);
  });
});
