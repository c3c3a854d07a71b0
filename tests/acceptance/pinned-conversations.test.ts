import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TENANT_OF_KIND, type RecordKind } from '@botscope/conventions';
import {
  assembleConversation,
  buildApiCallQueries,
  buildConversationQuery,
  buildCount,
  collectRecords,
  toUnixNano,
  type BotRecord,
} from '@botscope/records';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeDirectory, startSidecar, type TestSidecar } from '../../sidecar/tests/sidecar.ts';
import { AT_MILLIS, failingTurn, toOtlpJson, type TestRecord } from '../../sidecar/tests/story.ts';
import { startStorage, type TestStorage } from './storage-in-process.ts';

const DAY_MILLIS = 86_400_000;
const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;
const keyOf = (suffix: string) => ({ bot: '42', environment: 'production', conversation: `conv-${suffix}` });
const storyOf = (suffix: string, atMillis = AT_MILLIS) => failingTurn({ suffix, atMillis });

async function store(storage: TestStorage, records: readonly TestRecord[]): Promise<void> {
  const tenantOf = ({ attributes }: TestRecord) => TENANT_OF_KIND[attributes['bot.record.kind'] as RecordKind];
  const groups = Map.groupBy(records, tenantOf);
  for (const [tenant, group] of groups) await storage.push(tenant, toOtlpJson(group));
}

function toQueries(suffix: string) {
  const { bot, environment, conversation } = keyOf(suffix);
  const calls = buildApiCallQueries({ bots: [bot], environments: [environment], conversationId: conversation });
  return [buildConversationQuery({ bot, environment, uid: conversation }), ...calls];
}

/** As the pages read: every uid once. */
async function read({ client, nowMillis }: TestStorage, suffix: string): Promise<readonly BotRecord[]> {
  const range = { startUnixNano: toUnixNano(AT_MILLIS - DAY_MILLIS), endUnixNano: toUnixNano(nowMillis + DAY_MILLIS) };
  return (await collectRecords({ client, queries: toQueries(suffix), range })).records;
}

/** Entries of a conversation that are kept long, each copy counted. */
async function countPinned({ client, nowMillis }: TestStorage, suffix: string): Promise<number> {
  const range = { startUnixNano: toUnixNano(nowMillis - 60 * DAY_MILLIS), endUnixNano: toUnixNano(nowMillis) };
  const ask = (area: 'records' | 'api-calls') =>
    client.queryEntries({
      ...{ area, limit: 5000, ...range },
      logql: `{bot_retention="pinned"} | gen_ai_conversation_id = "conv-${suffix}"`,
    });
  return (await Promise.all([ask('records'), ask('api-calls')])).flat().length;
}

const startOver = async (storage: TestStorage, dataDirectory: string, lokiUrl = storage.lokiUrl) => {
  const test = await startSidecar({ dataDirectory, lokiUrl });
  test.nowMillis = storage.nowMillis;
  return test;
};

async function pass(storage: TestStorage, sidecar: TestSidecar, millis: number): Promise<void> {
  storage.nowMillis += millis;
  sidecar.nowMillis = storage.nowMillis;
  await sidecar.sidecar.runDue();
}

const essence = ({ uid, timestampUnixNano, line, metadata, labels }: BotRecord) => {
  const { bot_retention: _, ...others } = labels;
  return { uid, timestampUnixNano, line, metadata: { ...metadata }, labels: others };
};

describe('pinning', () => {
  it('N14: a flagged conversation is complete after the others of its time have expired', async () => {
    const storage = await startStorage(AT_MILLIS + HOUR_MILLIS);
    await store(storage, [...storyOf('kept'), ...storyOf('left')]);
    const before = await read(storage, 'kept');
    expect(before).toHaveLength(5);
    const sidecar = await startOver(storage, await makeDirectory());
    await sidecar.ask('PUT', 'flags', { ...keyOf('kept'), note: 'evidence' });
    await pass(storage, sidecar, 0);
    await pass(storage, sidecar, 40 * DAY_MILLIS);
    storage.store.expire();
    expect(await read(storage, 'left')).toEqual([]);
    const after = await read(storage, 'kept');
    expect(after.map(essence)).toEqual(before.map(essence));
    expect(after.every(({ pinned }) => pinned)).toBe(true);
    const conversation = assembleConversation(after, { nowUnixNano: toUnixNano(storage.nowMillis) });
    expect(conversation).toMatchObject({ pinned: true, turns: [{ steps: [{ name: 'Create refund' }] }] });
    expect((await sidecar.health()).parts).toContainEqual({ name: 'pinning', state: 'ok' });
  });

  it('shows every record once and counts none twice while original and copy are both there', async () => {
    const storage = await startStorage(AT_MILLIS + HOUR_MILLIS);
    const [first, ...others] = storyOf('a');
    const { 'log.record.uid': _, ...withoutUid } = first.attributes;
    await store(storage, [{ ...first, attributes: withoutUid }, ...others]);
    const uids = (await read(storage, 'a')).map(({ uid }) => uid);
    const sidecar = await startOver(storage, await makeDirectory());
    await sidecar.ask('PUT', 'flags', keyOf('a'));
    for (let run = 0; run < 3; run += 1) await pass(storage, sidecar, HOUR_MILLIS);
    expect(await countPinned(storage, 'a')).toBe(5);
    expect((await read(storage, 'a')).map(({ uid }) => uid)).toEqual(uids);
    const [query] = toQueries('a');
    const logql = buildCount(query!, 86_400);
    const [counted] = await storage.client.queryVector({
      ...{ area: 'records', logql, timeUnixNano: toUnixNano(storage.nowMillis) },
    });
    expect(counted?.value).toBe(4);
  });

  it('copies what comes later until the conversation has ended, and nothing once the flag is removed', async () => {
    const storage = await startStorage(AT_MILLIS + MINUTE_MILLIS);
    await store(storage, [...storyOf('goes-on'), ...storyOf('unflagged')]);
    const sidecar = await startOver(storage, await makeDirectory());
    await sidecar.ask('PUT', 'flags', keyOf('goes-on'));
    await sidecar.ask('PUT', 'flags', keyOf('unflagged'));
    // The flag starts a run by itself; the next one sees both.
    await pass(storage, sidecar, 1_000);
    await pass(storage, sidecar, 1_000);
    await sidecar.ask('DELETE', 'flags', keyOf('unflagged'));
    const later = AT_MILLIS + 10 * MINUTE_MILLIS;
    const more = (suffix: string) => failingTurn({ suffix, atMillis: later }).map(withUid('again'));
    await store(storage, [...more('goes-on'), ...more('unflagged')]);
    await pass(storage, sidecar, 12 * MINUTE_MILLIS);
    expect(await countPinned(storage, 'goes-on')).toBe(10);
    expect(await countPinned(storage, 'unflagged')).toBe(5);
    await pass(storage, sidecar, HOUR_MILLIS);
    await store(storage, failingTurn({ suffix: 'goes-on', atMillis: storage.nowMillis }).map(withUid('much later')));
    await pass(storage, sidecar, MINUTE_MILLIS);
    expect(await countPinned(storage, 'goes-on')).toBe(10);
  });

  it('takes up where a stopped sidecar left, while the store is away and answers again', async () => {
    const storage = await startStorage(AT_MILLIS + HOUR_MILLIS);
    const turns = Array.from({ length: 150 }, (_, index) =>
      storyOf('long', AT_MILLIS - index * 1_000).map(withUid(`turn ${index}`)),
    );
    await store(storage, turns.flat());
    const dataDirectory = await makeDirectory();
    // The first push of copies is taken, the second never answered.
    const broken = await startBreaking(storage.lokiUrl, 1);
    const first = await startOver(storage, dataDirectory, broken.url);
    await first.ask('PUT', 'flags', keyOf('long'));
    await broken.isReached;
    await first.close();
    const copied = await countPinned(storage, 'long');
    expect(copied).toBeGreaterThan(0);
    expect(copied).toBeLessThan(750);
    const away = await startOver(storage, dataDirectory, 'http://127.0.0.1:1');
    await away.sidecar.runDue();
    expect((await away.health()).parts.find(({ name }) => name === 'pinning')).toMatchObject({ state: 'degraded' });
    await away.close();
    const again = await startOver(storage, dataDirectory);
    await pass(storage, again, MINUTE_MILLIS);
    expect(await countPinned(storage, 'long')).toBe(750);
  });
});

function withUid(suffix: string) {
  return (record: TestRecord): TestRecord => {
    const uid = `${String(record.attributes['log.record.uid'])} ${suffix}`;
    return { ...record, attributes: { ...record.attributes, 'log.record.uid': uid } };
  };
}

/** A way to a store that lets so many pushes through and leaves the next ones without an answer. */
async function startBreaking(lokiUrl: string, pushes: number) {
  let left = pushes;
  let reached = (): void => undefined;
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const isPush = request.method === 'POST' && request.url === '/otlp/v1/logs';
    if (isPush && left === 0) return reached();
    if (isPush) left -= 1;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const headers = new Headers();
    for (const name of ['x-scope-orgid', 'content-type', 'x-loki-response-encoding-flags']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const { method = 'GET', url = '/' } = request;
    const answer = await fetch(lokiUrl + url, { method, headers, ...(isPush ? { body: Buffer.concat(parts) } : {}) });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isReached };
}
