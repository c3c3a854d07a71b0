import { describe, expect, it, onTestFinished } from 'vitest';
import { ExampleProcess } from '../src/testing/example-process.ts';
import { TestCollector } from '../src/testing/test-collector.ts';
import { usePostgres } from '../src/testing/test-postgres.ts';

const EVENT = 'bot.audit.change';
const LONG_MILLIS = 60_000;
const postgres = usePostgres();

async function startCollector(): Promise<TestCollector> {
  const collector = await new TestCollector().start();
  onTestFinished(() => collector.stop());
  return collector;
}

function toDatabaseUrl(): string {
  const { host, port, username, database } = postgres.address();
  return `postgres://${username}:unused@${host}:${port}/${database}`;
}

function actions(collector: TestCollector): string[] {
  const names = ['bot.audit.action', 'bot.audit.entity.type', 'user.name'];
  return collector
    .eventsOf(EVENT)
    .map(({ attributes }) => names.map((name) => attributes[name] as string | undefined).join(' '));
}

describe('examples of auditing', () => {
  it.each([
    ['typeorm-audit', 'journey'],
    ['sequelize-audit', 'audience_table'],
  ])('%s records what an editor changes, secrets left out', { timeout: LONG_MILLIS }, async (name, type) => {
    const collector = await startCollector();
    const example = new ExampleProcess(name, collector.url, { DATABASE_URL: toDatabaseUrl() });
    expect(await example.line('Entries in the audit log: ')).toBe('3');
    await collector.until(() => collector.eventsOf(EVENT).length === 3);
    expect(actions(collector)).toEqual([`CREATED ${type} Anna`, `UPDATED ${type} Anna`, `DELETED ${type} Anna`]);
    expect(collector.eventsOf(EVENT).some(({ body }) => /k-1|k-2/.test(body as string))).toBe(false);
  });

  it('express-audit records who comes in, who is refused and what is changed', { timeout: LONG_MILLIS }, async () => {
    const collector = await startCollector();
    const server = new ExampleProcess('express-audit', collector.url, { PORT: '0' });
    const url = `http://127.0.0.1:${await server.line('express-audit listens on ')}`;
    const send = (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    expect((await send('POST', '/login', { login: 'root', password: 'x' })).status).toBe(401);
    const loggedIn = await send('POST', '/login', { login: 'anna', password: 'open sesame' });
    const { session } = (await loggedIn.json()) as { session: string };
    expect((await send('PUT', '/cards/41', { name: 'Welcome' })).status).toBe(403);
    expect((await send('PUT', '/cards/41', { name: 'Welcome' }, { 'x-session': session })).status).toBe(204);
    const answered = await send('POST', '/chat', { text: 'hi' }, { 'x-bot-uid': 'c-1' });
    expect(await answered.json()).toEqual({ reply: 'You said: hi' });
    expect(answered.headers.get('x-bot-uid')).toBe('c-1');
    expect(answered.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await collector.until(() => collector.eventsOf(EVENT).length === 4);
    expect(await server.stop()).toBe(0);
    expect(actions(collector).toSorted()).toEqual([
      'CREATED card 7',
      'DENIED access unknown',
      'LOGIN access Anna',
      'LOGIN access root',
    ]);
  });
});
