import { TENANT_OF_KIND, type RecordKind, type Role, type Tenant } from '@botscope/conventions';
import type { BotTelemetry } from '@botscope/instrumentation';
import {
  createFixtureFetch,
  createTestTelemetry,
  replayFixture,
  type BotRecord,
  type ConversationFixture,
  type ReplayedBot,
} from '@botscope/instrumentation/testing';
import { encodeLogsJson } from '@botscope/otlp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDirectory, PERSON, startSidecar } from '../../sidecar/tests/sidecar.ts';
import { AT_MILLIS, failingTurn, toOtlpJson, type TestRecord } from '../../sidecar/tests/story.ts';
import { toPinnedCopy } from '../../sidecar/src/pinning/to-pinned-copy.ts';
import { openStorage, type OpenStorage } from './storage-in-process.ts';

const NOW_MILLIS = AT_MILLIS + 3_600_000;
const addressOf = (suffix: string) => ({ bot: '42', environment: 'production', conversation: `conv-${suffix}` });

const REFUSED = addressOf('refused');

/** One for all tests: each has conversations of its own. */
let storage: OpenStorage;
beforeAll(async () => (storage = await openStorage(NOW_MILLIS)));
afterAll(() => storage.close());

async function start(records: readonly TestRecord[] = [], nowMillis = NOW_MILLIS) {
  storage.nowMillis = nowMillis;
  const tenantOf = ({ attributes }: TestRecord) => TENANT_OF_KIND[attributes['bot.record.kind'] as RecordKind];
  for (const [tenant, group] of Map.groupBy(records, tenantOf)) await storage.push(tenant, toOtlpJson(group));
  const sidecar = await startSidecar({ dataDirectory: await makeDirectory(), lokiUrl: storage.lokiUrl });
  sidecar.nowMillis = nowMillis;
  const download = (query: Readonly<Record<string, string>>, role: Role = 'Editor') => {
    const path = `export/conversations?${new URLSearchParams(query).toString()}`;
    return sidecar.ask('GET', path, undefined, { ...PERSON, role });
  };
  return { sidecar, download };
}

/** What a terminal would obey. */
const HOSTILE = ['\u001b', '\u202e', '\r'];

const readLines = async (answer: Response) =>
  (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { uid: string; body: unknown; attributes: Record<string, string> });

/** A bot that asks a shop in its second step. */
function createBot(telemetry: BotTelemetry): ReplayedBot {
  return {
    message: ({ text }, { uid, channel }) =>
      telemetry.conversation({ uid, channel }).turn({ input: text }, (turn) =>
        turn.flow({ id: 'orders' }, async (flow) => {
          await flow.step({ id: 'n1', type: 'nlu' }, () => Promise.resolve('order'));
          const load = { id: 'n2', type: 'api' };
          const { status } = await flow.step(load, ({ fetch }) => fetch('https://shop.example/orders/8812'));
          if (status >= 500) throw new Error('the shop is closed');
          turn.send(`Status ${status}`);
        }),
      ),
  };
}

/** What a conversation of two turns left behind, the second of which failed. */
async function record(): Promise<readonly BotRecord[]> {
  const answers = [new Response('{"ok":true}'), new Response('no', { status: 503 })];
  const { telemetry, recording } = createTestTelemetry({ fetch: () => Promise.resolve(answers.shift() as Response) });
  const bot = createBot(telemetry);
  for (const text of ['Where is it?', 'And now?']) {
    await Promise.resolve(bot.message({ text }, { uid: 'c-1', channel: 'web' })).catch(() => undefined);
  }
  await telemetry.forceFlush();
  return recording.records();
}

describe('the download of a conversation', () => {
  it('B2: is a test fixture that a bot replays to the same steps, whole or one turn of it', async () => {
    const records = await record();
    const { download } = await start([], Date.now());
    for (const [tenant, group] of Map.groupBy(records, ({ kind }): Tenant => TENANT_OF_KIND[kind])) {
      await storage.push(tenant, encodeLogsJson({ resourceLogs: group.map(toPinnedCopy) }));
    }
    const { botId = '', environment = '' } = records.find(({ type }) => type === 'turn') ?? {};
    const address = { bot: botId, environment, conversation: 'c-1', format: 'fixture' };
    const whole = await download(address);
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="conversation-c-1.json"');
    const fixture = (await whole.json()) as ConversationFixture;
    expect(fixture.turns.map(({ steps, outcome }) => [outcome, steps.map(({ id }) => id)])).toEqual([
      ['success', ['n1', 'n2']],
      ['error', ['n1', 'n2']],
    ]);
    const replay = (played: ConversationFixture) => {
      const test = createTestTelemetry({ fetch: createFixtureFetch(played) });
      return replayFixture(played, test, createBot(test.telemetry));
    };
    expect(await replay(fixture)).toEqual([]);
    const turn = records.filter(({ type }) => type === 'turn').at(-1)?.turnId ?? '';
    const one = (await (await download({ ...address, turn })).json()) as ConversationFixture;
    expect(one.turns).toEqual(fixture.turns.slice(1));
    expect(await replay(one)).toEqual([]);
  });

  it('is every record once as NDJSON, over all pages of the store', async () => {
    const turns = Array.from({ length: 300 }, (_, index) =>
      failingTurn({ suffix: 'long', atMillis: AT_MILLIS - index * 1_000 }).map((record) => {
        const uid = `${String(record.attributes['log.record.uid'])}-${index}`;
        return { ...record, attributes: { ...record.attributes, 'log.record.uid': uid } };
      }),
    );
    const { download } = await start(turns.flat());
    const answer = await download(addressOf('long'));
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = await readLines(answer);
    expect(new Set(lines.map(({ uid }) => uid)).size).toBe(1_500);
    expect(lines).toHaveLength(1_500);
    expect(lines.find(({ uid }) => uid === 'in-long-0')).toMatchObject({
      body: { text: 'Where is my money?' },
      attributes: { bot_event: 'bot.message.received', bot_id: '42' },
    });
  });

  it('has API records only for those who may read them', async () => {
    const { download } = await start(failingTurn({ suffix: 'calls' }));
    const kindsFor = async (role: Role) =>
      (await readLines(await download(addressOf('calls'), role))).map(
        ({ attributes }) => attributes['bot_record_kind'],
      );
    expect(await kindsFor('Editor')).toContain('api');
    expect(await kindsFor('Viewer')).not.toContain('api');
  });

  it('is text that a terminal shows as it is', async () => {
    const hostile = '\u001b[31m\u202eevil\r\n=HYPERLINK("x")';
    const { download } = await start(failingTurn({ suffix: 'hostile', said: hostile }));
    const address = addressOf('hostile');
    const text = await (await download({ ...address, format: 'text' })).text();
    expect(text).toContain('Mia: \\u{1b}[31m\\u{202e}evil ⏎ =HYPERLINK("x")');
    expect(text).toContain('4. Create refund (api · error · 1.9 s)');
    expect(text).toContain('POST https://api.example/v1/refunds: HTTP 500');
    expect(text).toContain('refund.id: "r-17" -> null');
    for (const character of HOSTILE) expect(text).not.toContain(character);
    expect(text.split('\n').filter((line) => /^[=+@]/.test(line))).toEqual([]);
    const ndjson = await (await download(address)).text();
    for (const character of HOSTILE) expect(ndjson).not.toContain(character);
    expect((await readLines(await download(address))).find(({ uid }) => uid === 'in-hostile')?.body).toEqual({
      text: hostile,
    });
  });

  it('leaves an audit record of who took what', async () => {
    const { download, sidecar } = await start(failingTurn({ suffix: 'taken' }));
    const address = addressOf('taken');
    await (await download({ ...address, format: 'fixture' })).text();
    await sidecar.sidecar.runDue();
    expect(sidecar.evidence).toMatchObject([
      {
        ...{ type: 'audit', action: 'CREATED', category: 'file_access', actor: { name: 'Anna Berg' } },
        entity: { type: 'conversation_export', id: 'conv-taken' },
        after: { format: 'fixture', withApiCalls: true },
        ...address,
      },
    ]);
  });

  it.each<[string, Record<string, string>, number, RegExp]>([
    ['no conversation', { bot: '42', environment: 'production' }, 400, /Name one conversation/],
    ['an unknown form', { ...REFUSED, format: 'csv' }, 400, /ndjson, text, fixture/],
    ['a filter', { ...REFUSED, from: '1' }, 400, /"from" is no parameter/],
    ['a turn as text', { ...REFUSED, format: 'text', turn: 'turn-refused' }, 400, /as "fixture" only/],
    ['a UID that is too long', { ...REFUSED, conversation: 'x'.repeat(600) }, 400, /1 to 512 characters/],
    ['a conversation that is not there', { ...REFUSED, conversation: 'none' }, 404, /Nothing is stored/],
    ['a turn that is not there', { ...REFUSED, format: 'fixture', turn: 'none' }, 404, /No ended turn/],
  ])('is refused in words for %s, and leaves no audit record', async (_what, query, status, words) => {
    const { download, sidecar } = await start(failingTurn({ suffix: 'refused' }));
    const answer = await download(query);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { message: string }).message).toMatch(words);
    await sidecar.sidecar.runDue();
    expect(sidecar.evidence).toEqual([]);
  });

  it('says so when the store is away', async () => {
    const sidecar = await startSidecar({ dataDirectory: await makeDirectory() });
    const answer = await sidecar.ask(
      'GET',
      `export/conversations?${new URLSearchParams(addressOf('away')).toString()}`,
    );
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'store_down' });
  });
});
