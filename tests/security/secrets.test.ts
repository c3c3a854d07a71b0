import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HEADER_TENANT, ROLES, TENANTS } from '@botscope/conventions';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSessionCookie, sendRaw } from '../browser/send-raw.ts';
import { listProcesses } from '../product/process-list.ts';
import { startProduct, type Product } from '../product/start-product.ts';
import { ROUTE_REQUESTS } from './route-requests.ts';

/** A text that somebody outside can see. */
interface Shown {
  readonly where: string;
  readonly text: string;
}

let product: Product;
let secrets: Readonly<Record<string, string>>;
/** Secrets and the lines of private keys, by name. */
let hidden: ReadonlyMap<string, string>;

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The lines of a PEM file that hold the key. */
const readKeyLines = (file: string) =>
  readFileSync(join(product.dataDirectory, file), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Za-z0-9+/=]{20,}$/.test(line));

async function ask(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Shown & { readonly status: number }> {
  const { status, headers: answered, text } = await sendRaw(url, path, { method, headers: { ...headers } });
  return { where: `${method} ${url}${path}`, text: JSON.stringify(answered) + text, status };
}

/** Mails of the demo's failing conversations. @throws Error while there is none. */
function readMails(): readonly Shown[] {
  const outbox = join(product.dataDirectory, 'outbox');
  const files = existsSync(outbox) ? readdirSync(outbox) : [];
  if (files.length === 0) throw new Error('There is no mail yet.');
  return files.map((file) => ({ where: file, text: readFileSync(join(outbox, file), 'utf8') }));
}

function findShown(shown: readonly Shown[]): readonly string[] {
  return shown.flatMap(({ where, text }) =>
    [...hidden].filter(([, secret]) => text.includes(secret)).map(([name]) => `${where} shows ${name}`),
  );
}

beforeAll(async () => {
  product = await startProduct();
  secrets = JSON.parse(readFileSync(join(product.dataDirectory, 'secrets.json'), 'utf8')) as Record<string, string>;
  hidden = new Map([
    ...Object.entries(secrets),
    ...['audit-key.pem', 'workbench-key.pem'].flatMap((file) =>
      readKeyLines(file).map((line) => [file, line] as const),
    ),
  ]);
}, 60_000);

afterAll(() => product.stop());

describe('secrets of the product', () => {
  it('are in no page and no answer to anybody', async () => {
    const { ui } = product.urls;
    const pages = ['/', '/plugins/botscope-logs-app', '/api/user', '/api/plugins/botscope-logs-app/settings', '/none'];
    const app = ['conversations', 'conversation', 'api-calls', 'audit', 'alerts'].map(
      (p) => `/a/botscope-logs-app/${p}`,
    );
    const shown: Shown[] = [];
    for (const role of ROLES) {
      const own = { cookie: await readSessionCookie(ui, role), origin: ui };
      for (const path of [...pages, ...app]) shown.push(await ask(ui, path, { ...own, accept: 'text/html' }));
      for (const { method, path, query } of ROUTE_REQUESTS)
        shown.push(await ask(ui, `/api/plugin-proxy/botscope-logs-app/${path}${query}`, own, method));
    }
    expect(findShown(shown)).toEqual([]);
    expect(shown.filter(({ text }) => text.includes('proxySecret')).map(({ where }) => where)).toEqual(
      ROLES.map(() => `GET ${ui}/api/plugins/botscope-logs-app/settings`),
    );
  });

  it('are not repeated to somebody who uses one in the wrong place', async () => {
    const shown: Shown[] = [];
    for (const url of Object.values<string>({ ...product.urls })) {
      for (const secret of Object.values(secrets)) {
        const headers = {
          authorization: `Bearer ${secret}`,
          'x-botscope-secret': secret,
          'x-botscope-internal-secret': secret,
          'x-botscope-action': secret,
          'x-grafana-id': secret,
          cookie: `botscope_session=${secret}`,
        };
        for (const path of ['/', '/none', '/v1/logs', '/v1/flags', '/sidecar/flags', '/records/loki/api/v1/labels'])
          for (const method of ['GET', 'POST']) shown.push(await ask(url, path, headers, method));
      }
    }
    expect(findShown(shown)).toEqual([]);
    expect(shown.length).toBeGreaterThan(400);
  });

  it('are in no file that the pages may fetch, however the path is written', async () => {
    const { ui, demo = '' } = product.urls;
    const places = [
      [ui, '/public/plugins/botscope-logs-app/', 'plugin/dist'],
      [ui, '/public/build/', 'standalone/dist/workbench'],
      [demo, '/', 'demo/public'],
    ] as const;
    for (const [url, prefix, directory] of places) {
      for (const file of ['secrets.json', 'audit-key.pem', 'workbench-key.pem']) {
        const upwards = relative(fromRoot(directory), join(product.dataDirectory, file));
        for (const path of [
          upwards,
          upwards.replaceAll('..', '%2e%2e'),
          upwards.replaceAll('../', '..%2f'),
          upwards.replaceAll('../', '..%5c'),
          upwards.replaceAll('../', '..\\'),
          upwards.replaceAll('../', '....//'),
          upwards.replaceAll('..', '%252e%252e'),
          join(product.dataDirectory, file),
          encodeURIComponent(join(product.dataDirectory, file)),
        ]) {
          const answer = await ask(url, prefix + path);
          expect(findShown([answer])).toEqual([]);
          expect([400, 403, 404], answer.where).toContain(answer.status);
        }
      }
    }
  });

  it('are in no record, no mail, no line of the output and no command line', async () => {
    const mails = await vi.waitFor(readMails, 60_000);
    const { loki } = product.urls;
    const query = new URLSearchParams({ query: '{service_name=~".+"}', limit: '5000' }).toString();
    const records = await Promise.all(
      TENANTS.map((tenant) => ask(loki, `/loki/api/v1/query_range?${query}`, { [HEADER_TENANT]: tenant })),
    );
    const commands = listProcesses()
      .map(({ command }) => command)
      .join('\n');
    const printed = { where: 'output', text: product.output() };
    expect(findShown([...records, ...mails, printed, { where: 'processes', text: commands }])).toEqual([]);
    expect(records.map(({ text }) => text).join()).toContain('bot_record_kind');
    expect(printed.text).toContain(product.urls.ui);
    expect(commands).toContain('sidecar/src/main.ts');
  });
});
