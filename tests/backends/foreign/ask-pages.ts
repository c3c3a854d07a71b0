import { HEADER_TENANT, TENANTS } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildAuditQuery,
  buildConversationQuery,
  buildCount,
  buildLogQuery,
  buildOutcomeHistogram,
  buildRecordByUidQuery,
  buildTurnQuery,
  collectRecords,
  createConversationPager,
  createLokiClient,
  createQueryContexts,
  type ApiCallFilter,
  type AuditFilterRow,
  type ConversationFilter,
  type LogFilter,
  type LokiArea,
  type LokiClient,
  type LokiTransport,
  type QueryContext,
  type QueryContexts,
  type RecordQuery,
  type TimeRange,
} from '@botscope/records';
import { nowUnixNano } from '../run/otlp-json.ts';

/** A store as the pages ask it. */
export interface AskedStore {
  readonly client: LokiClient;
  readonly contexts: QueryContexts;
}

const TENANT_OF_AREA = { records: TENANTS[0], 'api-calls': TENANTS[1], audit: TENANTS[2] };

/** A transport to Loki itself, which asks each area in its tenant, or all in one. */
function createTransport(url: string, tenant?: string): LokiTransport {
  return async ({ area, path, params, headers, form }) => {
    const query = new URLSearchParams(params);
    const all = { ...headers, [HEADER_TENANT]: tenant ?? TENANT_OF_AREA[area] };
    const address = `${url}/loki/api/v1/${path}`;
    const answer = await (form
      ? fetch(address, { method: 'POST', headers: all, body: query })
      : fetch(`${address}?${query.toString()}`, { headers: all }));
    if (!answer.ok) throw new Error(`${path} ${String(query)}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

/** The store at an address; what it indexes is asked for anew. */
export function openStore(url: string, tenant?: string): AskedStore {
  const client = createLokiClient(createTransport(url, tenant));
  return { client, contexts: createQueryContexts(client) };
}

const HOUR_NANOS = 3_600_000_000_000n;

/** The last hour and the next minutes. */
export function lastHour(): TimeRange {
  return { startUnixNano: nowUnixNano() - HOUR_NANOS, endUnixNano: nowUnixNano() + HOUR_NANOS / 12n };
}

/** Answers of the pages' questions by what was asked: uids, conversation keys or numbers, sorted. */
export type PageAnswers = Readonly<Record<string, readonly string[]>>;

type Build = (context: QueryContext) => readonly RecordQuery[];

function listQuestions(prefix: string): readonly (readonly [string, LokiArea, Build])[] {
  const api = (name: string, filter: ApiCallFilter) =>
    [`calls: ${name}`, 'api-calls', (context: QueryContext) => buildApiCallQueries(filter, context)] as const;
  const audit = (name: string, rows: readonly AuditFilterRow[]) =>
    [
      `audit: ${name}`,
      'audit',
      (context: QueryContext) => [buildAuditQuery({ rows }, nowUnixNano(), context)],
    ] as const;
  const logs = (name: string, filter: LogFilter) =>
    [`logs: ${name}`, 'records', (context: QueryContext) => [buildLogQuery(filter, context)]] as const;
  const place = { bot: 'shop', environment: 'staging' };
  const uid = `${prefix}-staging-shop`;
  return [
    ['conversation', 'records', (c) => [buildConversationQuery({ ...place, uid: `${uid}-conversation` }, c)]],
    ['turn', 'records', (c) => [buildTurnQuery({ turnId: `${uid}-turn` }, c)]],
    ['record by uid', 'api-calls', (c) => [buildRecordByUidQuery('api-calls', `${uid}-04`, c)]],
    ['entry by uid', 'audit', (c) => [buildRecordByUidQuery('audit', `${uid}-09`, c)]],
    api('all', {}),
    api('errors', { outcome: 'error' }),
    api('of a bot in an environment', { bots: ['booking'], environments: ['production', 'sandbox'] }),
    api('by code', { responseCodes: ['5xx', 'none'] }),
    api('by text', { text: 'REFUNDS' }),
    api('by an id', { text: `${uid}-04` }),
    audit('all', []),
    audit('of a person', [{ column: 'user', operator: 'equals', value: 'Anna' }]),
    audit('by name', [{ column: 'entityName', operator: 'contains', value: 'wel' }]),
    audit('by id', [{ column: 'id', operator: 'greaterThan', value: '1795240000323456106' }]),
    logs('all', {}),
    logs('by label and level', { labels: ['Cart'], minLevel: 'info', bots: ['shop'] }),
  ];
}

const CONVERSATION_FILTERS: Readonly<Record<string, ConversationFilter>> = {
  all: {},
  'of a bot': { bots: ['shop'] },
  'of environments': { environments: ['staging', 'production'] },
  'with errors': { withErrors: true },
  'by words': { search: 'REFUND for book' },
  'by channel': { channels: ['web'] },
};

async function askRecords({ client, contexts }: AskedStore, area: LokiArea, build: Build): Promise<readonly string[]> {
  const queries = build(await contexts.of(area));
  const { records } = await collectRecords({ client, queries, range: lastHour() });
  return records.map((record) => record.uid).sort();
}

async function askConversations(
  { client, contexts }: AskedStore,
  filter: ConversationFilter,
): Promise<readonly string[]> {
  const context = await contexts.of('records');
  const nowNano = nowUnixNano();
  const pager = createConversationPager({
    ...{ client, filter, context, range: lastHour(), pageSize: 100 },
    ...{ nowUnixNano: nowNano, productionDelayMinutes: 0 },
  });
  const { rows } = await pager.nextPage();
  return rows.map(({ key }) => `${key.environment} ${key.bot} ${key.uid}`).sort();
}

async function askNumbers({ client, contexts }: AskedStore): Promise<PageAnswers> {
  const [calls] = buildApiCallQueries({}, await contexts.of('api-calls'));
  if (calls === undefined) throw new Error('No query for API calls.');
  const timeUnixNano = nowUnixNano();
  const count = await client.queryVector({ area: 'api-calls', logql: buildCount(calls, 3600), timeUnixNano });
  const logql = buildOutcomeHistogram(calls, 60);
  const histogram = await client.queryMatrix({ area: 'api-calls', logql, stepSeconds: 60, ...lastHour() });
  const sums = histogram.map(
    ({ labels, points }) => `${labels.bot_outcome} ${points.reduce((sum, { value }) => sum + value, 0)}`,
  );
  return { 'number of calls': count.map(({ value }) => String(value)), 'histogram of calls': sums.sort() };
}

/** Asks all questions of the pages about a story. */
export async function askPages(store: AskedStore, prefix: string): Promise<PageAnswers> {
  const answers: Record<string, readonly string[]> = {};
  for (const [name, area, build] of listQuestions(prefix)) answers[name] = await askRecords(store, area, build);
  for (const [name, filter] of Object.entries(CONVERSATION_FILTERS)) {
    answers[`conversations: ${name}`] = await askConversations(store, filter);
  }
  return { ...answers, ...(await askNumbers(store)) };
}
