import { describe, expect, it } from 'vitest';
import { sendRaw } from '../browser/send-raw.ts';
import { runProduct } from './run-product.ts';

describe('a public address with a path', () => {
  it('opens the pages and their data for requests that name it, and for no other name', async () => {
    const product = runProduct({ environment: { BOTSCOPE_PUBLIC_URL: 'https://bots.example/logs' } });
    const { ui } = await product.ready;
    const named = { host: 'bots.example', origin: 'https://bots.example' };
    const logIn = await sendRaw(ui, '/logs/login', {
      method: 'POST',
      headers: { ...named, 'content-type': 'application/json' },
      body: '{"user":"viewer"}',
    });
    const [cookie = ''] = logIn.headers['set-cookie'] ?? [];
    const ask = (path: string, headers: Readonly<Record<string, string>> = named) =>
      sendRaw(ui, path, { headers: { ...headers, cookie: cookie.split(';')[0] ?? '' } });
    const data = '/logs/api/plugin-proxy/botscope-logs-app/records/loki/api/v1/labels';
    expect((await ask('/logs/a/botscope-logs-app/conversations')).status).toBe(200);
    expect((await ask(data)).status).toBe(200);
    expect((await ask(data.replace('records', 'audit'))).status).toBe(403);
    expect((await ask(data, { host: 'other.example' })).status).toBe(403);
    expect(cookie).toMatch(/Path=\/logs;.*Secure/);
  });
});
