import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation } from '@botscope/records';
import { waitUntil } from '../../backends/run/wait-until.ts';
import type { Reader } from '../run/engines.ts';
import { readAudit, readConversation, readLabels, readTrace, type SeenConversation } from '../run/read-conversation.ts';
import { runEmitter, type Destination } from '../run/run-emitter.ts';

/** Records of the conversation in tenant `bots`: start, message, two steps, two logs, message, turn. */
const RECORD_COUNT = 8;
/** Longer than the Collector's tail sampling waits. */
const TRACE_TIMEOUT_MILLIS = 60_000;

/**
 * Runs `python/support_bot.py` against a destination and requires that the pages show its records as they show a bot's
 * own. Gives the id of its trace, which {@link checkTrace} looks at: it may come half a minute later.
 */
export async function checkSupportBot(python: string, destination: Destination, reader: Reader): Promise<string> {
  const uid = randomUUID();
  const service = `py-${uid.slice(0, 8)}`;
  const traceId = await runEmitter(python, { file: 'support_bot.py', service, args: [uid] }, destination);
  await waitUntil('the conversation', async () => {
    const { paged, apiCalls } = await readConversation(reader, uid);
    return paged.length >= RECORD_COUNT && apiCalls.length > 0 ? true : undefined;
  });
  const seen = await readConversation(reader, uid);
  checkRow(seen, uid);
  checkPage(seen);
  checkApiCall(seen);
  await checkAudit(reader, uid, service);
  deepEqual(await readLabels(reader, service), expectedLabels(service));
  return traceId;
}

function checkRow({ row }: SeenConversation, uid: string): void {
  deepEqual(row && { ...row.key, name: row.botName, channel: row.channel, message: row.lastMessage }, {
    bot: '42',
    environment: 'sandbox',
    uid,
    name: 'Support',
    channel: 'web',
    message: 'Where is my order 8812?',
  });
  deepEqual([row?.status, row?.turnCount, row?.errorTurnCount, row?.failedCallCount], ['error', 1, 1, 1]);
}

function checkPage({ conversation, paged }: SeenConversation): void {
  equal(paged.length, RECORD_COUNT);
  equal(new Set(paged.map((record) => record.uid)).size, RECORD_COUNT);
  deepEqual(conversation && toTranscript(conversation), ['Where is my order 8812?', 'I cannot see it right now.']);
  equal(conversation?.turns.length, 1);
  const [turn] = conversation?.turns ?? [];
  deepEqual(
    turn?.steps.map(({ index, name, type, status }) => [index, name, type, status]),
    [
      [1, 'Greet', 'message', 'ok'],
      [2, 'Look up order', 'api', 'error'],
    ],
  );
  deepEqual([turn?.status, turn?.completeness.state], ['error', 'complete']);
  ok((turn?.durationMillis ?? -1) >= 0, 'the turn has a duration');
  const failed = turn?.firstErrorStep;
  deepEqual(failed?.error, { type: 'TimeoutError', message: 'the shop did not answer', stack: undefined });
  deepEqual(failed?.variables, [{ name: 'order', after: 8812 }]);
  const [call] = failed?.calls ?? [];
  deepEqual([call?.method, call?.host, call?.failed, call?.record?.statusCode], ['GET', 'shop.example', true, 503]);
  // The logging module's records: one in the turn, one with an exception in the step.
  deepEqual(
    turn?.logs.map(({ body, level }) => [body, level]),
    [['looking for order 8812', 'info']],
  );
  const [log] = failed?.logs ?? [];
  deepEqual([log?.body, log?.level, log?.exceptionType], ['order 8812 could not be read', 'error', 'TimeoutError']);
  match(log?.metadata['exception_stacktrace'] ?? '', /TimeoutError: the shop did not answer/);
  ok(log?.traceId === turn?.traceId && log?.spanId !== undefined, 'a log has the context of its step');
  deepEqual(conversation?.others, []);
}

function toTranscript({ timeline }: Conversation): readonly (string | undefined)[] {
  return timeline.map(({ record }) => (record.type === 'message' ? record.body?.text : undefined));
}

function checkApiCall({ apiCalls }: SeenConversation): void {
  equal(apiCalls.length, 1);
  const [call] = apiCalls;
  if (call?.type !== 'api-call') throw new Error(`the API page shows ${call?.type}`);
  deepEqual(
    [
      call.method,
      call.host,
      call.statusCode,
      call.requestType,
      call.errorType,
      call.outcome,
      call.body?.response?.status,
    ],
    ['GET', 'shop.example', 503, 'GET', '503', 'error', 503],
  );
}

async function checkAudit(reader: Reader, uid: string, service: string): Promise<void> {
  const record = await waitUntil('the audit record', async () =>
    (await readAudit(reader, 'Ada')).find((found) => found.service === service),
  );
  if (record.type !== 'audit') throw new Error(`the audit page shows ${record.type}`);
  deepEqual(
    [record.action, record.entityType, record.entityName, record.actor?.name],
    ['UPDATED', 'card', 'Welcome', 'Ada'],
  );
  deepEqual([record.body?.before, record.body?.after], [{ text: 'Hello' }, { text: `Hello from ${uid}` }]);
  equal(record.outcome, 'success');
}

/** Every kind in its tenant, with the labels that the pages ask by and no others. */
function expectedLabels(service: string): Record<string, readonly string[]> {
  const toLabels = ([kind, outcome]: readonly [string, string]): string =>
    `bot_id=42 bot_outcome=${outcome} bot_record_kind=${kind} deployment_environment_name=sandbox service_name=${service}`;
  return {
    bots: [
      ['conversation', 'success'] as const,
      ['log', 'success'],
      ['step', 'success'],
      ['log', 'error'],
      ['step', 'error'],
    ]
      .map((pair) => toLabels(pair as readonly [string, string]))
      .sort(),
    api: [toLabels(['api', 'error'])],
    audit: [toLabels(['audit', 'success'])],
  };
}

/** Requires the spans of a run, without raw addresses. */
export async function checkTrace(reader: Reader, traceId: string): Promise<void> {
  const spans = await waitUntil('the trace', () => readTrace(reader, traceId), TRACE_TIMEOUT_MILLIS);
  deepEqual(spans.map(({ name }) => name).sort(), [
    'GET /orders/{id}',
    'step api Look up order',
    'step message Greet',
    'turn',
  ]);
  // Raw addresses belong to API records.
  deepEqual(
    spans.flatMap(({ attributes }) => attributes).filter((name) => name.startsWith('url.')),
    [],
  );
}
