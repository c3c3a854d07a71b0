import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER_TENANT } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildConversationQuery,
  buildCount,
  collectRecords,
  createLokiClient,
  toUnixNano,
  type BotRecord,
} from '@botscope/records';
import { failingTurn, toOtlpJson, type TestRecord } from '../../../sidecar/tests/story.ts';
import { createDirectTransport } from '../../faults/read-all.ts';
import type { Backends } from '../build/ensure-backends.ts';
import { withFlaggingSidecar, type ConversationKey } from '../run/flagging-sidecar.ts';
import { findFreePorts } from '../run/free-ports.ts';
import { postOtlp } from '../run/otlp-json.ts';
import { queryLoki, waitForEntries, type StoredEntry } from '../run/query-loki.ts';
import { readRecords } from '../run/read-captured.ts';
import type { RealPipeline } from '../run/real-pipeline.ts';
import { startLoki } from '../run/start-loki.ts';
import { waitUntil } from '../run/wait-until.ts';
import type { Check } from './check.ts';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
/** Until a conversation that ended has been looked at for the last time. */
const SETTLED_MILLIS = HOUR_MILLIS;
/** Stored, and now too old to be stored again, but not yet for being found. */
const TOO_OLD_MILLIS = 30.5 * DAY_MILLIS;
/** Of a turn: one in the tenant of API records, the others in that of bots. */
const TURN_RECORDS = 5;
const TENANTS_READ = ['bots', 'api'] as const;

const toKey = (suffix: string): ConversationKey => ({
  bot: `pinned-${suffix}`,
  environment: 'production',
  conversation: `conv-${suffix}`,
});

/** A turn of a bot and a service of its own: other checks count the records and alerts of theirs. */
function makeTurn(suffix: string, ageMillis: number): readonly TestRecord[] {
  return failingTurn({ bot: toKey(suffix).bot, suffix, atMillis: Date.now() - ageMillis }).map((record) => {
    const uid = `${String(record.attributes['log.record.uid'])} ${ageMillis}`;
    return { ...record, service: 'pinned-bot', attributes: { ...record.attributes, 'log.record.uid': uid } };
  });
}

async function send(pipeline: RealPipeline, records: readonly TestRecord[]): Promise<void> {
  equal((await postOtlp(pipeline.collectorUrl(), toOtlpJson(records))).status, 200);
}

const toSelector = ({ bot }: ConversationKey, retention: string): string =>
  `{bot_id="${bot}", bot_retention="${retention}"}`;

/** Entries of a conversation in both tenants, each as often as it is stored. */
async function readEntries(lokiUrl: string, key: ConversationKey, retention: string): Promise<StoredEntry[]> {
  const selector = toSelector(key, retention);
  return (await Promise.all(TENANTS_READ.map((tenant) => queryLoki(lokiUrl, tenant, selector)))).flat();
}

async function waitForStory(lokiUrl: string, key: ConversationKey, turns: number): Promise<StoredEntry[]> {
  await waitForEntries(lokiUrl, 'bots', toSelector(key, ''), (TURN_RECORDS - 1) * turns);
  await waitForEntries(lokiUrl, 'api', toSelector(key, ''), turns);
  return readEntries(lokiUrl, key, '');
}

/** All that a copy has in common with its original. */
function toEssence({ labels, metadata, timestampUnixNano, line }: StoredEntry) {
  const { bot_retention: _, __time_shard__: __, ...others } = labels;
  return { uid: metadata['log_record_uid'] ?? '', timestampUnixNano, line, metadata, labels: others };
}

const toEssences = (entries: readonly StoredEntry[]) => entries.map(toEssence).sort((a, b) => (a.uid < b.uid ? -1 : 1));

function toQueries({ bot, environment, conversation }: ConversationKey) {
  const calls = buildApiCallQueries({ bots: [bot], environments: [environment], conversationId: conversation });
  return [buildConversationQuery({ bot, environment, uid: conversation }), ...calls];
}

/** As the pages read: every uid once. */
async function readAsPages(lokiUrl: string, key: ConversationKey): Promise<readonly BotRecord[]> {
  const client = createLokiClient(createDirectTransport(lokiUrl));
  const now = Date.now();
  const range = { startUnixNano: toUnixNano(now - DAY_MILLIS), endUnixNano: toUnixNano(now + HOUR_MILLIS) };
  return (await collectRecords({ client, queries: toQueries(key), range })).records;
}

async function countAsPages(lokiUrl: string, key: ConversationKey): Promise<number> {
  const client = createLokiClient(createDirectTransport(lokiUrl));
  const counts = toQueries(key).map(async (query) => {
    const logql = buildCount(query, DAY_MILLIS / 1_000);
    return client.queryVector({ area: query.area, logql, timeUnixNano: toUnixNano(Date.now()) });
  });
  return (await Promise.all(counts)).flat().reduce((sum, { value }) => sum + value, 0);
}

function checkCopies(pipeline: RealPipeline): Check {
  return {
    name: 'a flagged conversation is copied record by record in both tenants, and shown and counted once',
    run: () =>
      withFlaggingSidecar(pipeline.lokiUrl, async (sidecar) => {
        const key = toKey('once');
        // Loki keeps what is late in streams with a label of its own.
        await send(pipeline, [...makeTurn('once', 6 * HOUR_MILLIS), ...makeTurn('once', 60_000)]);
        await waitForStory(pipeline.lokiUrl, key, 2);
        equal(await countAsPages(pipeline.lokiUrl, key), 2 * TURN_RECORDS);
        await sidecar.flag(key);
        await sidecar.pass(0);
        equal((await readEntries(pipeline.lokiUrl, key, 'pinned')).length, 2 * TURN_RECORDS);
        await send(pipeline, makeTurn('once', 0));
        const originals = await waitForStory(pipeline.lokiUrl, key, 3);
        for (let pass = 0; pass < 3; pass += 1) await sidecar.pass(SETTLED_MILLIS);
        deepEqual(toEssences(await readEntries(pipeline.lokiUrl, key, 'pinned')), toEssences(originals));
        const shown = await readAsPages(pipeline.lokiUrl, key);
        deepEqual(
          shown.map(({ uid }) => uid).sort(),
          toEssences(originals).map(({ uid }) => uid),
        );
        ok(shown.every(({ pinned }) => pinned));
        equal(await countAsPages(pipeline.lokiUrl, key), 3 * TURN_RECORDS);
        deepEqual(await sidecar.pinningHealth(), { name: 'pinning', state: 'ok' });
      }),
  };
}

function checkNoSecondAlert(pipeline: RealPipeline): Check {
  const listForwarded = () =>
    readRecords('sidecar', pipeline.sidecar.requests).map(
      ({ attributes }) => (attributes as Readonly<Record<string, string>>)['log.record.uid'] ?? '',
    );
  const waitForForwarded = (uid: string) =>
    waitUntil(`${uid} at the sidecar`, () => listForwarded().includes(uid) || undefined);
  return {
    name: 'copies are not forwarded, also where they go through the Collector, and raise no second alert',
    run: () =>
      withFlaggingSidecar(pipeline.lokiUrl, async (sidecar) => {
        const key = toKey('alert');
        const turn = makeTurn('alert', 60_000);
        pipeline.sidecar.clear();
        await send(pipeline, turn);
        await waitForForwarded('call-alert 60000');
        await waitForStory(pipeline.lokiUrl, key, 1);
        await sidecar.flag(key);
        for (let pass = 0; pass < 2; pass += 1) await sidecar.pass(SETTLED_MILLIS);
        const copies = turn.map((record) => ({
          ...record,
          attributes: { ...record.attributes, 'bot.retention': 'pinned' },
        }));
        await send(pipeline, copies);
        // Everything before it has been forwarded when it has.
        await send(pipeline, makeTurn('marker', 0));
        for (const name of ['call', 'step', 'turn']) await waitForForwarded(`${name}-marker 0`);
        const forwarded = listForwarded().filter((uid) => uid.includes('-alert '));
        deepEqual(forwarded.sort(), [...new Set(forwarded)]);
        await sidecar.forward(pipeline.sidecar.requests);
        const alerts = (await sidecar.listAlerts()).filter(({ bot }) => bot === key.bot);
        equal(alerts.length, 1);
      }),
  };
}

async function storeDirectly(lokiUrl: string, tenant: string, records: readonly TestRecord[]): Promise<void> {
  const sent = await postOtlp(lokiUrl, toOtlpJson(records), '/otlp/v1/logs', { [HEADER_TENANT]: tenant });
  ok(sent.ok, await sent.text());
}

/** A Loki that has a record which it would refuse today: it took any, and was started again as it is shipped. */
async function withAgedLoki(
  backends: Backends,
  records: readonly TestRecord[],
  use: (lokiUrl: string) => Promise<void>,
): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-aged-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const place = { program: backends.loki, dataDirectory, port, grpcPort };
  const lokiUrl = `http://127.0.0.1:${port}`;
  let loki = await startLoki({ ...place, args: ['-validation.reject-old-samples=false'] });
  try {
    await storeDirectly(lokiUrl, 'bots', records);
    await loki.stop();
    loki = await startLoki(place);
    await use(lokiUrl);
  } finally {
    await loki.kill();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

function checkTooOld(backends: Backends): Check {
  const isOfBots = ({ attributes }: TestRecord) => attributes['bot.record.kind'] !== 'api';
  return {
    name: 'what Loki no longer takes is told in words by the health of pinning, and the rest is copied once',
    run: () => {
      const news = makeTurn('aged', 60_000).filter(isOfBots);
      const aged = makeTurn('aged', TOO_OLD_MILLIS).filter(isOfBots);
      return withAgedLoki(backends, [...aged, ...news], (lokiUrl) =>
        withFlaggingSidecar(lokiUrl, async (sidecar) => {
          const key = toKey('aged');
          await waitForEntries(lokiUrl, 'bots', toSelector(key, ''), news.length);
          await sidecar.flag(key);
          // While it is copied bit by bit, and when it has been looked at for the last time.
          for (const millis of [0, 60_000, SETTLED_MILLIS, SETTLED_MILLIS]) {
            await sidecar.pass(millis);
            const { state, reason = '', fix = '' } = (await sidecar.pinningHealth()) ?? {};
            equal(state, 'degraded', `${millis} ms later: ${state} ${reason}`);
            match(reason, new RegExp(`refuses copies of ${aged.length} records of flagged conversations: .*too old`));
            match(fix, /flag earlier or raise reject_old_samples_max_age/);
          }
          const copied = (await readEntries(lokiUrl, key, 'pinned')).map(({ metadata }) => metadata['log_record_uid']);
          deepEqual(copied.sort(), news.map(({ attributes }) => attributes['log.record.uid']).sort());
        }),
      );
    },
  };
}

/** What becomes of the copies of flagged conversations in a Loki as it is shipped. */
export function createPinningChecks(backends: Backends, pipeline: RealPipeline): Check[] {
  return [checkCopies(pipeline), checkNoSecondAlert(pipeline), checkTooOld(backends)];
}
